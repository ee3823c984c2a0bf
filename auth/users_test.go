package auth_test

import (
	"testing"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/model"
)

func TestViewerByLogin(t *testing.T) {
	t.Parallel()
	ctx, accounts, _ := newAccounts(t)
	if err := accounts.Grant(ctx, "clerk", "job.view"); err != nil {
		t.Fatal(err)
	}
	id := createUser(t, ctx, accounts, "ann", "clerk")
	v, err := accounts.ViewerByLogin(ctx, " Ann ")
	if err != nil || v.UserID != id || !v.Can("job.view") || v.Can("job.cancel") {
		t.Errorf("viewer = %+v, %v", v, err)
	}
	_, err = accounts.ViewerByLogin(auth.WithViewer(ctx, v), "ann")
	wantCode(t, err, model.CodeForbidden)
	_, err = accounts.ViewerByLogin(ctx, "nobody")
	wantCode(t, err, model.CodeNotFound)
	if err := accounts.SetActive(ctx, "ann", false); err != nil {
		t.Fatal(err)
	}
	_, err = accounts.ViewerByLogin(ctx, "ann")
	wantCode(t, err, model.CodeNotFound)
}
