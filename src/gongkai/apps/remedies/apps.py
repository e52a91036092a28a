from django.apps import AppConfig


class RemediesConfig(AppConfig):
    name = "gongkai.apps.remedies"
    label = "remedies"
    verbose_name = "复议与诉讼"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.cases.recomputing import follow
        from gongkai.apps.remedies.recomputing import refresh_open

        follow(refresh_open)
