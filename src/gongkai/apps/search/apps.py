from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai.apps.search"
    label = "search"
    verbose_name = "全文检索"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.changes import actions as changes
        from gongkai.apps.search import tasks
        from gongkai.apps.search.indexing import CONSUMER

        changes.register(CONSUMER, tasks.wake)
