"""One form for the many spellings of a web address."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

# What only says who sent or shared a link.
_TRACKING = re.compile(
    r"^(utm_.*|spm|scm|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ref|ref_src|ref_url|referer"
    r"|from|from_.*|feature|si|share.*|sharer.*|scene|chksm|wfr|wt_mc|cmpid|ncid|isappinstalled"
    r"|srcid|vd_source|_?ga|trk|source|weibo_id|hss_channel|at_.*)$"
)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PORTS = (":80", ":443")


@lru_cache(maxsize=8_192)
def plain_address(address: str) -> str:
    """Return an address without scheme, www, mobile host, tracking, fragment and last slash.

    Two addresses of one page are then equal; what does not look like an address gives "".
    """
    text = address.strip()
    if not text:
        return ""
    try:
        parts = urlsplit(text if _SCHEME.match(text) else f"https://{text}")
        host = (parts.hostname or "").rstrip(".")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if "." not in host:
        return ""
    for start in ("www.", "m.", "mobile.", "amp."):
        if host.startswith(start) and host.count(".") > 1:
            host = host.removeprefix(start)
            break
    asked = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name.lower())
    ]
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    path = unquote(parts.path).rstrip("/")
    path = re.sub(r"/index\.(?:html?|php)$", "", path)
    route = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{host}{'' if port in _PORTS else port}{path}{query}{route}"


def is_front_page(plain: str) -> bool:
    """Return whether a plain address names a whole site: many sources may have it."""
    return "/" not in plain and "?" not in plain and "#" not in plain


def host_of(address: str) -> str:
    """Return the host of an address, without www."""
    return re.split(r"[/?#]", plain_address(address), maxsplit=1)[0]
