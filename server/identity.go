package server

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/server/gqlhttp"
)

// identity finds out who is asking: by API token if there is one, else by
// session.
type identity struct {
	authenticator *auth.Authenticator
	sessions      *auth.Sessions
	trustProxy    bool
}

// known calls next with the viewer and the client's address in the context.
func (i identity) known(next http.Handler) http.Handler {
	byToken := i.identify(next)
	bySession := i.sessions.Handler(byToken)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(auth.WithAddress(r.Context(), i.address(r)))
		if bearer(r) != "" {
			byToken.ServeHTTP(w, r)
		} else {
			bySession.ServeHTTP(w, r)
		}
	})
}

func (i identity) identify(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		viewer, err := i.authenticator.Identify(r.Context(), bearer(r))
		if err != nil {
			refuseUnknown(w, r, err)
			return
		}
		if noted := requestFrom(r.Context()); noted != nil {
			noted.user = viewer.Login
		}
		next.ServeHTTP(w, r.WithContext(auth.WithViewer(r.Context(), viewer)))
	})
}

// refuseUnknown answers a request whose viewer could not be found out.
func refuseUnknown(w http.ResponseWriter, r *http.Request, err error) {
	if own, ok := asModelError(err); ok {
		w.Header().Set("WWW-Authenticate", "Bearer")
		gqlhttp.Refuse(w, r, statusOf(own.Code), own)
		return
	}
	slog.ErrorContext(r.Context(), "could not find out who is asking", "error", err)
	gqlhttp.Refuse(w, r, http.StatusServiceUnavailable, &model.Error{
		Code:    model.CodeInternal,
		Message: "The database can't be reached at the moment. Try again in a moment.",
	})
}

func bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// address returns the client's address: the one that the proxy in front of us
// added last, if there is such a proxy.
func (i identity) address(r *http.Request) netip.Addr {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if forwarded := r.Header.Values("X-Forwarded-For"); i.trustProxy && len(forwarded) > 0 {
		hops := strings.Split(forwarded[len(forwarded)-1], ",")
		host = strings.TrimSpace(hops[len(hops)-1])
	}
	address, _ := netip.ParseAddr(host)
	return address
}
