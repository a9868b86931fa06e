"""How templates become Python: what a page prints and calls a thousand times is printed and called directly."""

from operator import call

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

__all__ = ["Compiler", "call", "written"]
_HEADER = f"from {__name__} import call, written"

_CODES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&#34;"), ("'", "&#39;"))


class Compiler(CodeGenerator):
    """Writes for pages only: they are always escaped, and nothing but what the environment offers asks for a context."""

    def visit_Template(self, node, frame=None):
        self.writeline(_HEADER)
        super().visit_Template(node, frame)

    def visit_Call(self, node, frame, forward_caller=False):
        if self._takes_context(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def _output_child_pre(self, node, frame, finalize):
        self.write("written(")

    def _takes_context(self, called):
        return isinstance(called, nodes.Name) and hasattr(self.environment.globals.get(called.name), "jinja_pass_arg")


def written(value):
    """Return a value as a page prints it; unlike `escape` it makes no Markup of what is only joined to the page."""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str:
        for sign, code in _CODES:
            if sign in value:
                value = value.replace(sign, code)
        return value
    return str(value) if kind is int else escape(value)
