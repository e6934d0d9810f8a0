"""Keeping whole answers for anonymous readers, for exactly as long as they are right.

``collecting`` gathers what an answer shows and until when; ``changes`` says what changed, after the
commit; ``debts`` sees to it that it is said whatever happens to whoever changed it; ``versions``
compares the two; ``answers`` holds what is kept; ``shared`` tells caches between here and the
reader. The middleware puts them together.
"""
