"""What holds for every test: nothing may depend on how fast the machine is, nor on chance."""

from hypothesis import HealthCheck, settings

# Hypothesis would fail an example that takes 200 ms, and one that is drawn slowly: both are the
# machine's doing. `derandomize` draws the same examples in every run.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")
