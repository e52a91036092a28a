from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "gongkai.apps.publishing"
    label = "publishing"
    verbose_name = "静态发布"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.changes import actions as changes
        from gongkai.apps.publishing import tasks
        from gongkai.apps.publishing.queries import CONSUMER

        changes.register(CONSUMER, tasks.wake)
