package resolvers_test

import (
	"net/http/cookiejar"
	"testing"

	"github.com/sluicehq/sluice/auth"
)

func TestSigningInAndOut(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	if err := a.accounts.Grant(a.Ctx, auth.RoleAuthenticated, "product.view"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.accounts.CreateUser(a.Ctx, auth.NewUser{Login: "eve", Name: "Eve", Password: "correct horse battery"}); err != nil {
		t.Fatal(err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &client{url: a.url}
	browser.Jar = jar
	for _, step := range []string{"guest", "wrong-password", "sign-in", "signed-in", "sign-out", "guest"} {
		browser.golden(t, "viewer/"+step)
	}

	link, err := a.accounts.CreateLink(a.Ctx, "eve")
	if err != nil {
		t.Fatal(err)
	}
	query := `mutation($t: String!) { signIn(input: {linkToken: $t}) { viewer { login } } }`
	compare(t, "testdata/viewer/sign-in-by-link.json", browser.do(t, query, `{"t": `+quote(link)+`}`).body)
	compare(t, "testdata/viewer/used-link.json", browser.do(t, query, `{"t": `+quote(link)+`}`).body)
	browser.golden(t, "viewer/signed-in")
}
