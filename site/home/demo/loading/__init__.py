"""How the demonstration's content becomes pages, members and comments.

Whatever is there already stays as it is, so that loading twice changes nothing and an editor's work
is safe.
"""
