from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "gongkai.apps.changes"
    label = "changes"
    verbose_name = "变动登记"
    default_auto_field = "django.db.models.BigAutoField"
