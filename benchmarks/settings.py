"""Production as it is, with a trivial view to compare with, and a count of queries on request."""

from config.settings.production import *  # noqa: F403
from config.settings.production import CACHES, MIDDLEWARE, env

ROOT_URLCONF = "benchmarks.urls"
MIDDLEWARE = ["benchmarks.middleware.QueryCountMiddleware", *MIDDLEWARE]

# What an earlier run left in the cache is not found, so nothing of anybody's has to be flushed.
CACHES = {
    name: cache | {"KEY_PREFIX": env.str("BENCHMARK_RUN", default="benchmark")}
    for name, cache in CACHES.items()
}
