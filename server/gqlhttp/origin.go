package gqlhttp

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Origins are web origins such as https://shop.example that are trusted like
// the server's own.
type Origins []string

// allow reports whether the request comes from a trusted page or from no page
// at all. Browsers always name the page's origin; other clients don't.
func (o Origins) allow(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" || slices.ContainsFunc(o, func(allowed string) bool { return strings.EqualFold(allowed, origin) }) {
		return true
	}
	page, err := url.Parse(origin)
	return err == nil && page.Host != "" && strings.EqualFold(page.Host, r.Host)
}
