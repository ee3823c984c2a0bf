package auth

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/alexedwards/scs/pgxstore"
	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/sluicehq/sluice/model"
)

// SessionTTL is how long a session lasts after signing in.
const SessionTTL = 14 * 24 * time.Hour

const sessionCleanup = 15 * time.Minute

// What a session holds.
const (
	sessionUser  = "user"
	sessionStamp = "stamp"
)

// Sessions are the cookie sessions of browsers. Only a hash of the cookie is
// stored.
type Sessions struct {
	manager *scs.SessionManager
	store   *pgxstore.PostgresStore
}

// NewSessions returns the sessions kept in the database; secure says that
// browsers reach the server by HTTPS only. Close must be called when done.
func NewSessions(pool *pgxpool.Pool, secure bool) *Sessions {
	store := pgxstore.NewWithCleanupInterval(pool, sessionCleanup)
	m := scs.New()
	m.Store = store
	m.Lifetime = SessionTTL
	m.HashTokenInStore = true
	m.Cookie.Name = "sluice_session"
	if secure {
		m.Cookie.Secure = true
		m.Cookie.Name = "__Host-sluice_session"
	}
	return &Sessions{manager: m, store: store}
}

// OnError says how to answer a request whose session can't be read or written.
func (s *Sessions) OnError(answer func(http.ResponseWriter, *http.Request, error)) {
	s.manager.ErrorFunc = answer
}

// Handler makes sessions available to next and keeps the cookie up to date.
func (s *Sessions) Handler(next http.Handler) http.Handler {
	return s.manager.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), cookieKey{}, true)))
	}))
}

// Close stops the removal of expired sessions.
func (s *Sessions) Close() { s.store.StopCleanup() }

type cookieKey struct{}

// WithoutCookie returns a context in which no session can be started or ended,
// for requests whose answer has begun before they are carried out.
func WithoutCookie(ctx context.Context) context.Context {
	return context.WithValue(ctx, cookieKey{}, false)
}

// requireCookie returns an error unless the answer can still set a cookie.
func requireCookie(ctx context.Context) error {
	if ok, _ := ctx.Value(cookieKey{}).(bool); !ok {
		return model.Invalid("", "Sign in and out with a plain HTTP request, without an API token: this one can't carry the session's cookie.")
	}
	return nil
}

// start makes the present session the user's, under a new cookie.
func (s *Sessions) start(ctx context.Context, userID int64, stamp string) error {
	if err := s.manager.RenewToken(ctx); err != nil {
		return fmt.Errorf("starting a session: %w", err)
	}
	s.manager.Put(ctx, sessionUser, userID)
	s.manager.Put(ctx, sessionStamp, stamp)
	return nil
}

// end ends the present session and tells whether there was one.
func (s *Sessions) end(ctx context.Context) (bool, error) {
	if !s.manager.Exists(ctx, sessionUser) {
		return false, nil
	}
	if err := s.manager.Destroy(ctx); err != nil {
		return false, fmt.Errorf("ending the session: %w", err)
	}
	return true, nil
}

// user returns whose session it is, 0 for nobody's, and the stamp of the
// user's password when it started.
func (s *Sessions) user(ctx context.Context) (id int64, stamp string) {
	return s.manager.GetInt64(ctx, sessionUser), s.manager.GetString(ctx, sessionStamp)
}
