"""One index of everything public, and the words that people look for it with.

``terms`` reads what was typed, ``index`` keeps the entries, ``spelling`` forgives slips, ``finding``
answers. What is indexed is registered by ``portal.site``: the kernel knows no app.
"""
