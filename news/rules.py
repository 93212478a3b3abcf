"""Who writes, who approves, who publishes."""

import rules

from portal.roles import Role, has_role

is_editor = has_role(Role.EDITOR)
is_publisher = has_role(Role.PUBLISHER)
is_newsroom = is_editor | is_publisher

rules.add_perm("news", is_newsroom)

for model in ("article", "category", "tag", "mediaimage"):
    rules.add_perm(f"news.view_{model}", is_newsroom)
    rules.add_perm(f"news.add_{model}", is_newsroom)
    rules.add_perm(f"news.change_{model}", is_newsroom)
    rules.add_perm(f"news.delete_{model}", rules.always_deny)

# Four eyes: who writes does not approve; what is approved may be put out by either.
rules.add_perm("news.submit_article", is_newsroom)
rules.add_perm("news.approve_article", is_publisher)
rules.add_perm("news.publish_article", is_publisher)
