from django.apps import AppConfig


class AnnualConfig(AppConfig):
    name = "gongkai.apps.annual"
    label = "annual"
    verbose_name = "年度报告"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from gongkai.apps.annual.kept_pages import keeper
        from gongkai.apps.disclosure.keeping import register_keeper

        register_keeper(keeper)
        self._publish_statistics()
        self._remind()

    def _publish_statistics(self) -> None:
        from gongkai.apps.annual.statistics.page import StatisticsPages
        from gongkai.apps.publishing.pages import kinds

        kinds.register(StatisticsPages())

    def _remind(self) -> None:
        from gongkai.apps.annual.tasks import remind_daily
        from gongkai.apps.publishing.schedule import register_step

        register_step("remind_daily", remind_daily)
