package auth_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
	"github.com/sluicehq/sluice/postgres"
	"github.com/sluicehq/sluice/postgres/pgtest"
)

const password = "correct horse battery"

// newAccounts returns the accounts of a database of the test's own, and a
// context in which everything is allowed.
func newAccounts(t testing.TB) (context.Context, *auth.Accounts, *postgres.DB) {
	t.Helper()
	db := pgtest.New(t)
	accounts, err := auth.New(db)
	if err != nil {
		t.Fatal(err)
	}
	return auth.WithViewer(t.Context(), auth.System()), accounts, db
}

func createUser(t testing.TB, ctx context.Context, accounts *auth.Accounts, login string, roles ...string) int64 {
	t.Helper()
	id, err := accounts.CreateUser(ctx, auth.NewUser{Login: login, Password: password, Roles: roles})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func createToken(t testing.TB, ctx context.Context, accounts *auth.Accounts, login string) string {
	t.Helper()
	secret, _, err := accounts.CreateToken(ctx, login, "test", 0)
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func wantCode(t testing.TB, err error, want model.Code) {
	t.Helper()
	if got := model.CodeOf(err); got != want {
		t.Errorf("code = %q (%v), want %q", got, err, want)
	}
}

func TestPermissionsComeFromAllRoles(t *testing.T) {
	t.Parallel()
	ctx, accounts, _ := newAccounts(t)
	for role, permission := range map[string]string{
		auth.RoleGuest: "product.view", auth.RoleAuthenticated: "job.view", "clerk": "batch.labels.*", "other": "batch.pricing.*",
	} {
		if err := accounts.Grant(ctx, role, permission); err != nil {
			t.Fatal(err)
		}
	}
	id := createUser(t, ctx, accounts, "Ann", "clerk")
	v, err := accounts.ViewerByToken(ctx, createToken(t, ctx, accounts, "ann"))
	if err != nil {
		t.Fatal(err)
	}
	if v.UserID != id || v.Login != "ann" || v.Name != "ann" {
		t.Errorf("viewer = %+v", v)
	}
	if want := []string{"batch.labels.*", "job.view", "product.view"}; !slices.Equal(v.Permissions(), want) {
		t.Errorf("permissions = %v, want %v", v.Permissions(), want)
	}
	guest, err := accounts.Guest(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"product.view"}; !slices.Equal(guest.Permissions(), want) {
		t.Errorf("a guest's permissions = %v, want %v", guest.Permissions(), want)
	}
	if err := accounts.Revoke(ctx, auth.RoleGuest, "product.view"); err != nil {
		t.Fatal(err)
	}
	if guest, err = accounts.Guest(ctx); err != nil || len(guest.Permissions()) != 0 {
		t.Errorf("a guest's permissions = %v (%v), want none", guest.Permissions(), err)
	}
}

func TestAccountsRefuse(t *testing.T) {
	t.Parallel()
	ctx, accounts, _ := newAccounts(t)
	createUser(t, ctx, accounts, "ann")
	guest := auth.WithViewer(t.Context(), nil)
	ann := auth.WithViewer(t.Context(), auth.NewViewer(99, "ann", "Ann", "batch.*"))
	create := func(ctx context.Context, user auth.NewUser) error {
		_, err := accounts.CreateUser(ctx, user)
		return err
	}
	tests := []struct {
		name string
		err  error
		want model.Code
	}{
		{"user by guest", create(guest, auth.NewUser{Login: "bob"}), model.CodeUnauthenticated},
		{"user by user", create(ann, auth.NewUser{Login: "bob"}), model.CodeForbidden},
		{"login taken", create(ctx, auth.NewUser{Login: " ANN "}), model.CodeConflict},
		{"login empty", create(ctx, auth.NewUser{}), model.CodeInvalid},
		{"login with spaces", create(ctx, auth.NewUser{Login: "a b"}), model.CodeInvalid},
		{"name too long", create(ctx, auth.NewUser{Login: "bob", Name: strings.Repeat("x", 201)}), model.CodeInvalid},
		{"password too short", create(ctx, auth.NewUser{Login: "bob", Password: "123456789"}), model.CodeInvalid},
		{"password too long", create(ctx, auth.NewUser{Login: "bob", Password: strings.Repeat("x", 201)}), model.CodeInvalid},
		{"password like login", create(ctx, auth.NewUser{Login: "bob-the-builder", Password: "bob-the-builder"}), model.CodeInvalid},
		{"unknown role", create(ctx, auth.NewUser{Login: "bob", Roles: []string{"clerk"}}), model.CodeInvalid},
		{"role everybody has", create(ctx, auth.NewUser{Login: "bob", Roles: []string{auth.RoleGuest}}), model.CodeInvalid},
		{"roles of nobody", accounts.SetUserRoles(ctx, "bob", nil), model.CodeNotFound},
		{"password of nobody", accounts.SetPassword(ctx, "bob", password), model.CodeNotFound},
		{"password of oneself", accounts.SetPassword(ann, "ann", password), model.CodeForbidden},
		{"deactivation by user", accounts.SetActive(ann, "ann", false), model.CodeForbidden},
		{"grant by user", accounts.Grant(ann, "clerk", "admin"), model.CodeForbidden},
		{"malformed permission", accounts.Grant(ctx, "clerk", "Batch Labels"), model.CodeInvalid},
		{"half a wildcard", accounts.Grant(ctx, "clerk", "batch.lab*"), model.CodeInvalid},
		{"malformed role", accounts.Grant(ctx, "No Role", "job.view"), model.CodeInvalid},
		{"administrators without admin", accounts.Revoke(ctx, auth.RoleAdministrator, auth.Admin), model.CodeConflict},
		{"revoke from no role", accounts.Revoke(ctx, "nobody", "job.view"), model.CodeNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { wantCode(t, tt.err, tt.want) })
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	id := createUser(t, ctx, accounts, "ann")
	createUser(t, ctx, accounts, "bob")
	ann := auth.WithViewer(t.Context(), auth.NewViewer(id, "ann", "Ann"))

	secret, token, err := accounts.CreateToken(ann, "ann", "deploy", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(secret, "slc_") || len(secret) < 40 {
		t.Errorf("secret = %q", secret)
	}
	var stored int
	err = db.Pool.QueryRow(ctx, "SELECT count(*) FROM api_token WHERE position(convert_to($1, 'UTF8') IN hash) > 0", secret).Scan(&stored)
	if err != nil || stored != 0 {
		t.Errorf("the secret itself is stored (%v)", err)
	}
	if _, err := accounts.ViewerByToken(ctx, secret); err != nil {
		t.Errorf("the token is refused: %v", err)
	}
	_, _, err = accounts.CreateToken(ann, "bob", "deploy", 0)
	wantCode(t, err, model.CodeForbidden)
	_, _, err = accounts.CreateToken(ctx, "nobody", "deploy", 0)
	wantCode(t, err, model.CodeNotFound)
	_, _, err = accounts.CreateToken(ctx, "bob", " ", 0)
	wantCode(t, err, model.CodeInvalid)
	_, err = accounts.Tokens(ann, "bob")
	wantCode(t, err, model.CodeForbidden)
	tokens, err := accounts.Tokens(ann, "ann")
	if err != nil || len(tokens) != 1 || tokens[0].ID != token.ID || tokens[0].Name != "deploy" {
		t.Errorf("tokens = %+v (%v)", tokens, err)
	}

	bob := auth.WithViewer(t.Context(), auth.NewViewer(id+1, "bob", "Bob"))
	wantCode(t, accounts.RevokeToken(bob, token.ID), model.CodeNotFound)
	if err := accounts.RevokeToken(ann, token.ID); err != nil {
		t.Fatal(err)
	}
	_, err = accounts.ViewerByToken(ctx, secret)
	wantCode(t, err, model.CodeUnauthenticated)
}

func TestTokenIsRefused(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	createUser(t, ctx, accounts, "ann")
	createUser(t, ctx, accounts, "bob")
	expired := createToken(t, ctx, accounts, "ann")
	if _, err := db.Pool.Exec(ctx, "UPDATE api_token SET expires_at = now()"); err != nil {
		t.Fatal(err)
	}
	inactive := createToken(t, ctx, accounts, "bob")
	if err := accounts.SetActive(ctx, "bob", false); err != nil {
		t.Fatal(err)
	}
	for name, token := range map[string]string{
		"expired": expired, "of an inactive user": inactive, "unknown": "slc_nonsense", "of another form": "nonsense",
	} {
		_, err := accounts.ViewerByToken(ctx, token)
		if model.CodeOf(err) != model.CodeUnauthenticated {
			t.Errorf("a token %s gives %v", name, err)
		}
	}
}

func TestTokenUseIsNoted(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	createUser(t, ctx, accounts, "ann")
	secret := createToken(t, ctx, accounts, "ann")
	used := func() (at *time.Time) {
		if err := db.Pool.QueryRow(ctx, "SELECT last_used_at FROM api_token").Scan(&at); err != nil {
			t.Fatal(err)
		}
		return at
	}
	use := func() {
		if _, err := accounts.ViewerByToken(ctx, secret); err != nil {
			t.Fatal(err)
		}
		ended, cancel := context.WithCancel(ctx)
		cancel()
		accounts.Run(ended) // writes what is left and returns
	}
	use()
	first := used()
	if first == nil {
		t.Fatal("the use was not noted")
	}
	use()
	if second := used(); !second.Equal(*first) {
		t.Errorf("a second use within the minute was noted: %s after %s", second, first)
	}
}

func BenchmarkViewerByToken(b *testing.B) {
	ctx, accounts, _ := newAccounts(b)
	createUser(b, ctx, accounts, "ann", auth.RoleAdministrator)
	secret := createToken(b, ctx, accounts, "ann")
	for b.Loop() {
		if _, err := accounts.ViewerByToken(ctx, secret); err != nil {
			b.Fatal(err)
		}
	}
}

func TestUsersByID(t *testing.T) {
	t.Parallel()
	ctx, accounts, _ := newAccounts(t)
	ann, bob := createUser(t, ctx, accounts, "ann"), createUser(t, ctx, accounts, "bob")
	users, err := accounts.UsersByID(ctx, bob, ann, 999)
	if err != nil {
		t.Fatal(err)
	}
	if len(users) != 2 || users[ann].Login != "ann" || users[bob].Login != "bob" {
		t.Errorf("users = %v", users)
	}
	if users[ann].PasswordHash != nil {
		t.Error("the password's hash is loaded")
	}
	if users, err := accounts.UsersByID(ctx); err != nil || len(users) != 0 {
		t.Errorf("no ids give %v, %v", users, err)
	}
}
