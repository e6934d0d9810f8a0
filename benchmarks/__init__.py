"""How fast the site answers, and what an answer costs: ``python -m benchmarks run``.

Everything here stays outside of the distribution and of the site: the server that is measured is
the production one, with one view more (``benchmarks.settings``).
"""
