"""Numbers of documents in a part of a page become links to the documents that the portal holds."""

from django import template

from ecosystem.domain.citations import link_html

register = template.Library()


class CitedNode(template.Node):
    """Links what stands between the tags, as rendered: one query for all of it, none without numbers."""

    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        request = context.get("request")
        return link_html(self.nodelist.render(context), without=request.path if request else "")


@register.tag
def cited(parser, token):
    """``{% cited %} … {% endcited %}``."""
    nodelist = parser.parse(("endcited",))
    parser.delete_first_token()
    return CitedNode(nodelist)
