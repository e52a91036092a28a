from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "gongkai.apps.disclosure"
    label = "disclosure"
    verbose_name = "主动公开"
    default_auto_field = "django.db.models.BigAutoField"
