package auth_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
)

// browser visits a server that carries out one function per request, in the
// browser's session.
type browser struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
	act    func(ctx context.Context)
}

func newBrowser(t *testing.T, sessions *auth.Sessions) *browser {
	t.Helper()
	b := &browser{t: t}
	b.server = httptest.NewServer(sessions.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.act(auth.WithAddress(r.Context(), netip.MustParseAddr("192.0.2.1")))
	})))
	t.Cleanup(b.server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	b.client = &http.Client{Jar: jar}
	return b
}

func (b *browser) do(act func(ctx context.Context)) []*http.Cookie {
	b.t.Helper()
	b.act = act
	res, err := b.client.Get(b.server.URL)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	return res.Cookies()
}

func (b *browser) login(a *auth.Authenticator) (login string) {
	b.t.Helper()
	b.do(func(ctx context.Context) {
		v, err := a.Identify(ctx, "")
		if err != nil {
			b.t.Error(err)
			return
		}
		login = v.Login
	})
	return login
}

func newAuthenticator(t *testing.T) (context.Context, *auth.Accounts, *auth.Authenticator, *auth.Sessions, *postgres.DB) {
	t.Helper()
	ctx, accounts, db := newAccounts(t)
	sessions := auth.NewSessions(db.Pool, false)
	t.Cleanup(sessions.Close)
	return ctx, accounts, auth.NewAuthenticator(accounts, sessions), sessions, db
}

func TestSignInAndOut(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, db := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	b := newBrowser(t, sessions)

	cookies := b.do(func(ctx context.Context) {
		if v, err := a.SignIn(ctx, " Ann ", password); err != nil || v.Login != "ann" {
			t.Errorf("signing in: %v, %v", v, err)
		}
	})
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode || cookies[0].Secure {
		t.Errorf("cookies = %v", cookies)
	}
	if got := b.login(a); got != "ann" {
		t.Errorf("signed in as %q", got)
	}
	again := b.do(func(ctx context.Context) {
		if _, err := a.SignIn(ctx, "ann", password); err != nil {
			t.Error(err)
		}
	})
	if len(again) != 1 || again[0].Value == cookies[0].Value {
		t.Error("signing in again keeps the cookie")
	}
	var stored int
	if err := db.Pool.QueryRow(ctx, "SELECT count(*) FROM sessions").Scan(&stored); err != nil || stored != 1 {
		t.Errorf("%d sessions are stored (%v), want 1", stored, err)
	}
	for _, want := range []bool{true, false} {
		b.do(func(ctx context.Context) {
			if ended, err := a.SignOut(ctx); err != nil || ended != want {
				t.Errorf("signing out = %v, %v, want %v", ended, err, want)
			}
		})
	}
	if got := b.login(a); got != "" {
		t.Errorf("signed in as %q after signing out", got)
	}
}

func TestSecureCookie(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	createUser(t, ctx, accounts, "ann")
	sessions := auth.NewSessions(db.Pool, true)
	t.Cleanup(sessions.Close)
	a := auth.NewAuthenticator(accounts, sessions)
	cookies := newBrowser(t, sessions).do(func(ctx context.Context) {
		if _, err := a.SignIn(ctx, "ann", password); err != nil {
			t.Error(err)
		}
	})
	if len(cookies) != 1 || !cookies[0].Secure || cookies[0].Name != "__Host-sluice_session" {
		t.Errorf("cookies = %v", cookies)
	}
}

func TestSessionEnds(t *testing.T) {
	t.Parallel()
	tests := map[string]func(context.Context, *auth.Accounts) error{
		"when the password changes": func(ctx context.Context, a *auth.Accounts) error {
			return a.SetPassword(ctx, "ann", "another fine password")
		},
		"when the user is kept out": func(ctx context.Context, a *auth.Accounts) error {
			return a.SetActive(ctx, "ann", false)
		},
	}
	for name, change := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, accounts, a, sessions, _ := newAuthenticator(t)
			createUser(t, ctx, accounts, "ann")
			b := newBrowser(t, sessions)
			b.do(func(ctx context.Context) {
				if _, err := a.SignIn(ctx, "ann", password); err != nil {
					t.Error(err)
				}
			})
			if err := change(ctx, accounts); err != nil {
				t.Fatal(err)
			}
			if got := b.login(a); got != "" {
				t.Errorf("still signed in as %q", got)
			}
		})
	}
}

func TestSignInIsRefused(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, _ := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	createUser(t, ctx, accounts, "gone")
	if err := accounts.SetActive(ctx, "gone", false); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.CreateUser(ctx, auth.NewUser{Login: "linkonly"}); err != nil {
		t.Fatal(err)
	}
	b := newBrowser(t, sessions)
	messages := map[string]bool{}
	for _, login := range []string{"ann", "gone", "linkonly", "nobody", ""} {
		given := password
		if login == "ann" {
			given = "not the password"
		}
		cookies := b.do(func(ctx context.Context) {
			_, err := a.SignIn(ctx, login, given)
			wantCode(t, err, model.CodeUnauthenticated)
			messages[err.Error()] = true
		})
		if len(cookies) != 0 {
			t.Errorf("%q got a cookie", login)
		}
	}
	if len(messages) != 1 {
		t.Errorf("the messages tell logins apart: %v", messages)
	}
	_, err := a.SignIn(ctx, "ann", password)
	wantCode(t, err, model.CodeInvalid) // nowhere to put the cookie
	_, err = a.SignOut(ctx)
	wantCode(t, err, model.CodeInvalid)
}

func TestSignInIsThrottled(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, _ := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	b := newBrowser(t, sessions)
	wrong := 0
	for range 11 {
		b.do(func(ctx context.Context) {
			_, err := a.SignIn(ctx, "ann", "wrong password")
			if model.CodeOf(err) == model.CodeUnauthenticated {
				wrong++
			}
		})
	}
	if wrong != 10 {
		t.Errorf("%d wrong passwords were looked at, want 10", wrong)
	}
	b.do(func(ctx context.Context) {
		_, err := a.SignIn(ctx, "ann", password)
		wantCode(t, err, model.CodeLimit)
	})
	// Others at the same address still get in, until the address has had its share.
	limited := false
	for range 80 {
		b.do(func(ctx context.Context) {
			_, err := a.SignInWithLink(ctx, "nonsense")
			limited = limited || model.CodeOf(err) == model.CodeLimit
		})
	}
	if !limited {
		t.Error("an address may try for ever")
	}
}

func TestLinkWorksOnce(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, _ := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	voided, err := accounts.CreateLink(ctx, "ann")
	if err != nil {
		t.Fatal(err)
	}
	token, err := accounts.CreateLink(ctx, "ann")
	if err != nil {
		t.Fatal(err)
	}
	newBrowser(t, sessions).do(func(ctx context.Context) {
		_, err := a.SignInWithLink(ctx, voided)
		wantCode(t, err, model.CodeUnauthenticated)
	})

	var group sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		b := newBrowser(t, sessions)
		group.Go(func() {
			b.do(func(ctx context.Context) { _, results[i] = a.SignInWithLink(ctx, token) })
		})
	}
	group.Wait()
	entered := 0
	for _, err := range results {
		if err == nil {
			entered++
		} else {
			wantCode(t, err, model.CodeUnauthenticated)
		}
	}
	if entered != 1 {
		t.Errorf("the link let %d in: %v", entered, errors.Join(results...))
	}
}

func TestLinkIsRefused(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, db := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	token, err := accounts.CreateLink(ctx, "ann")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Pool.Exec(ctx, "UPDATE sign_in_link SET expires_at = now()"); err != nil {
		t.Fatal(err)
	}
	newBrowser(t, sessions).do(func(ctx context.Context) {
		_, err := a.SignInWithLink(ctx, token)
		wantCode(t, err, model.CodeUnauthenticated)
	})
	_, err = accounts.CreateLink(ctx, "nobody")
	wantCode(t, err, model.CodeNotFound)
	_, err = accounts.CreateLink(t.Context(), "ann")
	wantCode(t, err, model.CodeUnauthenticated)
}

func TestFirstLink(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, _ := newAuthenticator(t)
	tokens := make([]string, 3)
	for i := range tokens { // each start makes a new one
		token, err := accounts.FirstLink(ctx)
		if err != nil || token == "" {
			t.Fatalf("link %d = %q, %v", i, token, err)
		}
		tokens[i] = token
	}
	newBrowser(t, sessions).do(func(ctx context.Context) {
		_, err := a.SignInWithLink(ctx, tokens[1])
		wantCode(t, err, model.CodeUnauthenticated)
		v, err := a.SignInWithLink(ctx, tokens[2])
		if err != nil || v.Login != auth.FirstLogin || !v.Can("anything.at.all") {
			t.Errorf("signed in as %+v, %v", v, err)
		}
	})
	if err := accounts.SetPassword(ctx, auth.FirstLogin, password); err != nil {
		t.Fatal(err)
	}
	if token, err := accounts.FirstLink(ctx); err != nil || token != "" {
		t.Errorf("with a password set there still is a link: %q, %v", token, err)
	}
	if err := accounts.SetActive(ctx, auth.FirstLogin, false); err != nil {
		t.Fatal(err)
	}
	if token, err := accounts.FirstLink(ctx); err == nil {
		t.Errorf("a link %q for nobody", token)
	}
}
