package server

import (
	"context"
	"crypto/rand"
	"net/http"
	"regexp"
	"strings"
)

// request is what is noted about a request while it is answered.
type request struct {
	id        string
	user      string // login; empty: a guest
	operation string // of GraphQL, such as "query products"
}

type requestKey struct{}

// requestFrom returns the request of the context, or nil.
func requestFrom(ctx context.Context) *request {
	r, _ := ctx.Value(requestKey{}).(*request)
	return r
}

const requestIDHeader = "X-Request-Id"

var saneID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,64}$`)

// identified gives each request an id: the one that a proxy in front of us
// chose, or one of our own. The answer carries it.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !saneID.MatchString(id) {
			id = strings.ToLower(rand.Text()[:16])
		}
		w.Header().Set(requestIDHeader, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, &request{id: id})))
	})
}
