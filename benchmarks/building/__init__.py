"""Builds the site that is measured: real pages, real words, every figure as if it had grown."""
