from django.apps import AppConfig


class PeriodsConfig(AppConfig):
    name = "gongkai.apps.periods"
    label = "periods"
    verbose_name = "报告年度"
    default_auto_field = "django.db.models.BigAutoField"
