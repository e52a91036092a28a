from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "gongkai.office"
    verbose_name = "工作后台"

    def ready(self) -> None:
        from gongkai.office.sentences import speak_in_sentences

        speak_in_sentences()
