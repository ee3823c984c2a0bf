package server

import (
	"testing"

	"github.com/sluicehq/sluice/postgres/pgtest"
)

func TestDownloadOfExceptions(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	r := start(t, db.Pool.Config().ConnString(), nil)
	c := r.client(t)
	c.want(401, "Sign in")(c.get("/download/Sm9iOjE/exceptions.csv"))
	c.signIn(r)
	c.want(200, `"number":1`)(c.do(`mutation{createJob(input:{application:"packsize",name:"n",source:"products"}){job{number}}}`, nil))
	_, err := db.Pool.Exec(t.Context(), `
		INSERT INTO job_exception (job_id, chunk, item_key, item_label, node, reason) VALUES (1, 1, 7, '00420', 'decide', 'two, at least')`)
	if err != nil {
		t.Fatal(err)
	}
	c.want(200, "1,7,00420,1,decide,\"two, at least\",open,{},{},,")(c.get("/download/Sm9iOjE/exceptions.csv"))
}
