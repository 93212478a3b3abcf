"""What the shell adds to pages of the administration."""

from django import template

from portal.site.tasks_board import tasks_for

register = template.Library()


@register.simple_tag(takes_context=True)
def my_tasks(context):
    """What needs the signed-in member of staff now."""
    return tasks_for(context["request"].user)
