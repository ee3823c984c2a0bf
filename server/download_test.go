package server

import (
	"strings"
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
		INSERT INTO job_exception (job_id, chunk, item_key, item_label, node, reason, state)
		VALUES (1, 1, 7, '00420', 'decide', 'two, at least', 'open'), (1, 1, 8, '00421', 'decide', 'two & more', 'skipped')`)
	if err != nil {
		t.Fatal(err)
	}
	c.want(200, "1,7,00420,1,decide,\"two, at least\",open,{},{},,")(c.get("/download/Sm9iOjE/exceptions.csv"))
	for name, where := range map[string]string{
		"state": `{state: [SKIPPED]}`, "node and reason": `{node: {eq: "decide"}, reason: {contains: "&"}}`, "search": `{search: "00421"}`,
	} {
		t.Run(name, func(t *testing.T) {
			status, answer := c.do(`{job(id:"Sm9iOjE"){downloads(where: `+where+`){url}}}`, nil)
			_, rest, found := strings.Cut(answer, `"url":"`)
			address, _, ok := strings.Cut(rest, `"`)
			if !found || !ok {
				t.Fatalf("%d: %s", status, answer)
			}
			status, text := c.get(address)
			if status != 200 || strings.Contains(text, "00420") || !strings.Contains(text, "2,8,00421,") {
				t.Errorf("%d: %s", status, text)
			}
		})
	}
	c.want(200, `"downloads":[]`)(c.do(`{job(id:"Sm9iOjE"){downloads(where: {search: "nothing"}){url}}}`, nil))
	c.want(400, "damaged")(c.get("/download/Sm9iOjE/exceptions.csv?where=%7B%22no%22:1%7D"))
}

func TestDownloadOfRows(t *testing.T) {
	t.Parallel()
	db := pgtest.New(t)
	r := start(t, db.Pool.Config().ConnString(), func(o *Options) { o.Worker = true })
	c := r.client(t)
	c.want(401, "Sign in")(c.get("/download/QmF0Y2g6MQ/rows.csv"))
	c.signIn(r)
	pgtest.Product(t, db)
	c.want(200, `"number":"#00000001"`)(c.do(`mutation{createBatchFromQuery(input:{type:"labels",parameters:{layout:"sheet_3x8",quantity:1}}){batch{number}}}`, nil))
	c.await(`subscription{batchChanged(id:"QmF0Y2g6MQ"){state}}`, `"OPEN"`)
	c.want(200, "Row,SKU,")(c.get("/download/QmF0Y2g6MQ/rows.csv"))
	c.want(200, "xl/workbook.xml")(c.get("/download/QmF0Y2g6MQ/rows.xlsx?where=%7B%22removed%22:false%7D"))
	c.want(400, "damaged")(c.get("/download/QmF0Y2g6MQ/rows.csv?orderBy=%7B%22no%22:1%7D"))
	c.want(400, "no such column")(c.get("/download/QmF0Y2g6MQ/rows.csv?orderBy=%7B%22column%22:%22no%22%7D"))
	c.want(404, "no such file")(c.get("/download/QmF0Y2g6MQ/rows.ods"))
	c.want(404, "no such batch")(c.get("/download/QmF0Y2g6Mg/rows.csv"))
}
