package gqlhttp_test

import (
	"strings"
	"testing"

	"github.com/sluicehq/sluice/server/gqlhttp"
)

func TestAccept(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{})
	tests := []struct{ accept, want string }{
		{"", plainJSON},
		{"*/*", plainJSON},
		{"application/*", plainJSON},
		{plainJSON, plainJSON},
		{graphqlSON, graphqlSON},
		{graphqlSON + ", " + plainJSON, graphqlSON},
		{plainJSON + ", " + graphqlSON, plainJSON},
		{plainJSON + ";q=0.5, " + graphqlSON, graphqlSON},
		{"text/html, */*;q=0.1", plainJSON},
		{"application/*;q=0.9, application/json;q=0", graphqlSON},
		// What urql sends.
		{"application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", graphqlSON},
	}
	for _, tt := range tests {
		t.Run(tt.accept, func(t *testing.T) {
			t.Parallel()
			res := send(t, "POST", address, quoteQuery("{echo}"), map[string]string{"Content-Type": plainJSON, "Accept": tt.accept})
			if got := res.Header.Get("Content-Type"); res.StatusCode != 200 || got != tt.want+"; charset=utf-8" {
				t.Errorf("status %d, content type %q, want %q", res.StatusCode, got, tt.want)
			}
		})
	}
}

// Plain JSON does not use HTTP's status for what is wrong with a document.
func TestStatusOfPlainJSON(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{})
	for _, query := range []string{"{", "{nothing}", "query($n:Int!){list(first:$n){name}}"} {
		res := send(t, "POST", address, quoteQuery(query), map[string]string{"Content-Type": plainJSON})
		if res.StatusCode != 200 || res.code() != "INVALID" || strings.Contains(res.text, `"data"`) {
			t.Errorf("%s: status %d: %s", query, res.StatusCode, res.text)
		}
	}
}

func TestIntrospectionOn(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Introspection: true})
	headers := map[string]string{"Content-Type": plainJSON}
	if res := send(t, "POST", address, quoteQuery("{__schema{types{name}}}"), headers); len(res.Errors) > 0 {
		t.Errorf("introspection is refused: %s", res.text)
	}
	if res := send(t, "POST", address, quoteQuery("{ecko}"), headers); !strings.Contains(res.text, `Did you mean \"echo\"?`) {
		t.Errorf("no detail: %s", res.text)
	}
}
