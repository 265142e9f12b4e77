"""How long to look for trouble: some dozens of tries, or as many as `CORRIDOR_FUZZ` says."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "fuzz",
    max_examples=int(os.environ.get("CORRIDOR_FUZZ", "40")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
