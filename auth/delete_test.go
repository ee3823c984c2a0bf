package auth_test

import (
	"context"
	"sync"
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

func TestDeletedUserIsGone(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	id := createUser(t, ctx, accounts, "ann", auth.RoleAdministrator)
	createUser(t, ctx, accounts, "bob", auth.RoleAdministrator)
	token := createToken(t, ctx, accounts, "ann")
	if _, err := accounts.CreateLink(ctx, "ann"); err != nil {
		t.Fatal(err)
	}
	if _, err := accounts.ViewerByToken(ctx, token); err != nil {
		t.Fatal(err)
	}

	_, err := db.Pool.Exec(ctx, `WITH o AS (INSERT INTO batch_options (user_id, batch_type, options) VALUES ($1, 'labels', '{}'))
		INSERT INTO batch_mapping (user_id, batch_type, header, mapping) VALUES ($1, 'labels', 'x', '{}')`, id)
	if err != nil {
		t.Fatal(err)
	}

	deleted, err := accounts.DeleteUser(ctx, " ANN ")
	if err != nil || deleted != id {
		t.Fatalf("deleted user %d (%v), want %d", deleted, err, id)
	}
	_, err = accounts.ViewerByToken(ctx, token)
	wantCode(t, err, model.CodeUnauthenticated)
	_, err = accounts.CreateLink(ctx, "ann")
	wantCode(t, err, model.CodeNotFound)
	_, err = accounts.ViewerByLogin(ctx, "ann")
	wantCode(t, err, model.CodeNotFound)
	wantCode(t, accounts.SetActive(ctx, "ann", true), model.CodeNotFound)
	var left int
	err = db.Pool.QueryRow(ctx, `SELECT (SELECT count(*) FROM api_token) + (SELECT count(*) FROM sign_in_link)
		+ (SELECT count(*) FROM batch_options) + (SELECT count(*) FROM batch_mapping)
		+ (SELECT count(*) FROM user_role WHERE user_id = $1)
		+ (SELECT count(*) FROM app_user WHERE login = 'ann' OR name = 'ann' OR id = $1 AND password_hash IS NOT NULL)`, id).Scan(&left)
	if err != nil || left != 0 {
		t.Errorf("%d things are left of the user (%v)", left, err)
	}

	users, err := accounts.UsersByID(ctx, id)
	if err != nil || users[id] == nil || users[id].Name != auth.DeletedName {
		t.Errorf("history shows %+v (%v), want a deleted user", users[id], err)
	}
	if again := createUser(t, ctx, accounts, "ann"); again == id {
		t.Error("another user has taken the place of the deleted one")
	}
}

func TestDeletedUserIsSignedOut(t *testing.T) {
	t.Parallel()
	ctx, accounts, a, sessions, _ := newAuthenticator(t)
	createUser(t, ctx, accounts, "ann")
	b := newBrowser(t, sessions)
	b.do(func(ctx context.Context) {
		if _, err := a.SignIn(ctx, "ann", password); err != nil {
			t.Error(err)
		}
	})
	if got := b.login(a); got != "ann" {
		t.Fatalf("signed in as %q", got)
	}
	if _, err := accounts.DeleteUser(ctx, "ann"); err != nil {
		t.Fatal(err)
	}
	if got := b.login(a); got != "" {
		t.Errorf("still signed in as %q", got)
	}
}

func TestWhoMayNotBeDeleted(t *testing.T) {
	t.Parallel()
	ctx, accounts, _ := newAccounts(t)
	id := createUser(t, ctx, accounts, "ann", auth.RoleAdministrator)
	createUser(t, ctx, accounts, "bob")
	createUser(t, ctx, accounts, "cat", auth.RoleAdministrator)
	if err := accounts.SetActive(ctx, "cat", false); err != nil {
		t.Fatal(err)
	}
	as := func(id int64, permissions ...string) context.Context {
		return auth.WithViewer(t.Context(), auth.NewViewer(id, "x", "X", permissions...))
	}
	tests := []struct {
		name, login string
		ctx         context.Context
		want        model.Code
	}{
		{"by a guest", "bob", t.Context(), model.CodeUnauthenticated},
		{"by a user", "bob", as(99, "user.*", "product.edit"), model.CodeForbidden},
		{"by oneself", "ann", as(id, auth.Admin), model.CodeConflict},
		{"last active administrator", "ann", ctx, model.CodeConflict},
		{"nobody", "dan", ctx, model.CodeNotFound},
		{"no login", "", ctx, model.CodeNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := accounts.DeleteUser(tt.ctx, tt.login)
			wantCode(t, err, tt.want)
		})
	}
	if _, err := accounts.DeleteUser(ctx, "cat"); err != nil {
		t.Errorf("an administrator who is kept out can't be deleted: %v", err)
	}
}

// TestOneAdministratorIsLeft has all administrators deleted at once.
func TestOneAdministratorIsLeft(t *testing.T) {
	t.Parallel()
	ctx, accounts, db := newAccounts(t)
	logins := []string{"ann", "bob", "cat", "dan"}
	for _, login := range logins {
		createUser(t, ctx, accounts, login, auth.RoleAdministrator)
	}
	var wg sync.WaitGroup
	for _, login := range logins {
		wg.Go(func() {
			if _, err := accounts.DeleteUser(ctx, login); err != nil {
				wantCode(t, err, model.CodeConflict)
			}
		})
	}
	wg.Wait()
	var left int
	if err := db.Pool.QueryRow(ctx, "SELECT count(*) FROM app_user WHERE active").Scan(&left); err != nil || left != 1 {
		t.Errorf("%d administrators are left (%v), want one", left, err)
	}
}
