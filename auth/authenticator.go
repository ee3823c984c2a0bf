package auth

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/sluicehq/sluice/model"
)

// How often one may try to sign in: so many times at once, then once per pause.
const (
	triesPerLogin     = 10
	loginPause        = 30 * time.Second
	triesPerAddress   = 60
	addressPause      = 5 * time.Second
	throttledKeys     = 20_000
	longestLoginTried = 100 // bytes
)

// Authenticator lets people in and out of a server, by cookie session, and
// recognizes them on each request.
type Authenticator struct {
	accounts  *Accounts
	sessions  *Sessions
	byLogin   *throttle
	byAddress *throttle
	recent    recent
}

// NewAuthenticator returns an authenticator that remembers attempts to sign in
// by itself.
func NewAuthenticator(accounts *Accounts, sessions *Sessions) *Authenticator {
	return &Authenticator{
		accounts:  accounts,
		sessions:  sessions,
		byLogin:   newThrottle(triesPerLogin, loginPause, throttledKeys),
		byAddress: newThrottle(triesPerAddress, addressPause, throttledKeys),
	}
}

// SignIn checks the password and starts a session. It returns UNAUTHENTICATED
// for a wrong login or password, after the same time and in the same words, and
// LIMIT after too many attempts.
func (a *Authenticator) SignIn(ctx context.Context, login, password string) (*Viewer, error) {
	if err := requireCookie(ctx); err != nil {
		return nil, err
	}
	if err := a.admit(a.byAddress, addressFrom(ctx)); err != nil {
		return nil, err
	}
	login = normalLogin(login)
	if len(login) > longestLoginTried || len(password) > maxPassword*4 {
		return nil, errWrong
	}
	if err := a.admit(a.byLogin, login); err != nil {
		return nil, err
	}
	id, err := a.accounts.verify(ctx, login, password)
	if err != nil {
		return nil, err
	}
	a.byLogin.forgive(login)
	return a.enter(ctx, id)
}

// SignInWithLink uses up the token of a one-time link and starts a session. It
// returns UNAUTHENTICATED for a token that is not valid any more, and LIMIT
// after too many attempts.
func (a *Authenticator) SignInWithLink(ctx context.Context, token string) (*Viewer, error) {
	if err := requireCookie(ctx); err != nil {
		return nil, err
	}
	if err := a.admit(a.byAddress, addressFrom(ctx)); err != nil {
		return nil, err
	}
	id, err := a.accounts.redeemLink(ctx, token)
	if err != nil {
		return nil, err
	}
	return a.enter(ctx, id)
}

// SignOut ends the session and tells whether there was one.
func (a *Authenticator) SignOut(ctx context.Context) (bool, error) {
	if err := requireCookie(ctx); err != nil {
		return false, err
	}
	return a.sessions.end(ctx)
}

// Identify returns who is asking: the user of the API token if there is one, of
// the session otherwise, a guest if there is neither. It returns
// UNAUTHENTICATED for a token that is not valid.
func (a *Authenticator) Identify(ctx context.Context, token string) (*Viewer, error) {
	if token != "" {
		return a.byToken(ctx, token)
	}
	if id, started := a.sessions.user(ctx); id != 0 {
		v, stamp, err := a.accounts.viewer(ctx, id)
		if err != nil {
			return nil, err
		}
		if v != nil && stamp == started {
			return v, nil
		}
	}
	return a.accounts.Guest(ctx)
}

func (a *Authenticator) byToken(ctx context.Context, token string) (*Viewer, error) {
	hash := hashSecret(token)
	if v := a.recent.get(hash, a.accounts.now()); v != nil {
		return v, nil
	}
	v, err := a.accounts.ViewerByToken(ctx, token)
	if err == nil {
		a.recent.put(hash, v, a.accounts.now())
	}
	return v, err
}

func (a *Authenticator) enter(ctx context.Context, userID int64) (*Viewer, error) {
	v, stamp, err := a.accounts.viewer(ctx, userID)
	if err != nil {
		return nil, err
	}
	if v == nil {
		return nil, errWrong
	}
	return v, a.sessions.start(ctx, userID, stamp)
}

func (a *Authenticator) admit(t *throttle, key string) error {
	wait := t.try(key, a.accounts.now())
	if wait == 0 {
		return nil
	}
	return model.Limit("Too many attempts to sign in. Try again in %d seconds.", int(wait/time.Second)+1)
}

var errWrong = &model.Error{Code: model.CodeUnauthenticated, Message: "The login or the password is wrong."}

// verify returns the id of the active user with this login and password.
func (a *Accounts) verify(ctx context.Context, login, password string) (id int64, err error) {
	var hash *string
	err = a.db.Pool.QueryRow(ctx, "SELECT id, password_hash FROM app_user WHERE login = $1 AND active", login).Scan(&id, &hash)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("looking up a user: %w", err)
	}
	match, err := a.hasher.matches(ctx, password, hash)
	if err != nil {
		return 0, err
	}
	if !match {
		return 0, errWrong
	}
	return id, nil
}
