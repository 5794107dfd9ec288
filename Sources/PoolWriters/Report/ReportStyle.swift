/// What the report brings along: its look, and the few lines that search it.
enum ReportStyle {
    static let css = """
        :root{--ink:#1f2937;--faint:#6b7280;--line:#e5e7eb;--ground:#f5f6f8;--teal:#1f4e5f;--bar:#2f7f93;--amber:#b45309}
        *{box-sizing:border-box}[hidden]{display:none!important}
        body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
        main{max-width:1180px;margin:0 auto;padding:28px 24px 60px}
        header{display:flex;align-items:baseline;gap:14px;flex-wrap:wrap}h1{margin:0;font-size:28px;color:var(--teal)}header p{margin:0;color:var(--faint)}
        h2{font-size:18px;color:var(--teal);margin:38px 0 12px}h2 small{font-weight:400;color:var(--faint);margin-left:8px}
        .tiles{display:grid;grid-template-columns:repeat(6,1fr);gap:12px;margin:20px 0}
        .tile{background:#fff;border:1px solid var(--line);border-radius:10px;padding:12px 16px}.tile b{display:block;font-size:24px;line-height:1.25;font-variant-numeric:tabular-nums}
        .tile span{color:var(--faint);font-size:13px}
        nav{display:flex;flex-wrap:wrap;gap:8px}nav a,nav span{padding:5px 13px;border:1px solid var(--line);border-radius:99px;background:#fff;color:var(--ink);text-decoration:none;font-size:14px}
        nav a b{color:var(--amber);margin-left:5px}nav span{color:var(--faint)}nav span b{font-weight:400;margin-left:5px}
        .charts{display:grid;grid-template-columns:1fr 1fr;gap:14px;margin-top:20px}
        figure{margin:0;background:#fff;border:1px solid var(--line);border-radius:10px;padding:14px 16px}figcaption{font-weight:600;margin-bottom:8px}
        svg{width:100%;height:auto;display:block}svg rect{fill:var(--bar)}svg text{font-size:12px;fill:var(--ink)}svg .l{fill:var(--faint)}svg line{stroke:#cbd5e1}
        .card{background:#fff;border:1px solid var(--line);border-radius:10px;overflow:hidden}
        table{width:100%;border-collapse:collapse;font-size:14px}th{text-align:left;font-weight:600;color:var(--faint);background:#fafbfc;white-space:nowrap}
        th,td{padding:9px 12px;border-top:1px solid var(--line);vertical-align:top}thead th{border-top:0}
        td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}td.d,td.t,td.who{white-space:nowrap}td.who{max-width:160px;overflow:hidden;text-overflow:ellipsis}td .q{color:var(--faint);margin-top:3px}td a{color:inherit}
        .who{font-weight:600}.find{display:flex;gap:10px;margin-bottom:12px;flex-wrap:wrap;align-items:center}
        .find input,.find select{font:inherit;padding:8px 12px;border:1px solid #cbd5e1;border-radius:8px;background:#fff;color:inherit}.find input{flex:1;min-width:200px}.find span{color:var(--faint)}
        .c{border-top:1px solid var(--line)}.c:first-child{border-top:0}.c summary{display:grid;grid-template-columns:2fr .9fr 1.3fr 1.4fr 1.2fr 1fr 1.6fr;gap:10px;padding:9px 14px;cursor:pointer;list-style:none;align-items:center;font-size:14px}
        .c summary::-webkit-details-marker{display:none}.c summary:hover{background:#fafbfc}.c[open] summary{background:#f0f6f8}
        .c summary>*{min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.c .nick{color:var(--faint);margin-left:6px;font-weight:400}.c .num{text-align:right;font-variant-numeric:tabular-nums}.c .more{color:var(--faint)}
        .s{display:inline-block;padding:1px 9px;border-radius:99px;font-size:12.5px}.s0{background:#e5e7eb}.s1{background:#dbeafe}.s2{background:#d1fae5}.s3{background:#a7f3d0}.s4{background:#fde68a}.s5{background:#e9d5ff}.s6{background:#fecaca}
        .body{padding:4px 14px 16px;font-size:14px;display:grid;grid-template-columns:1fr 1fr;gap:6px 28px;background:#fcfdfd}.body h3{font-size:13px;color:var(--faint);margin:10px 0 3px;font-weight:600}
        .body ul{margin:0;padding-left:18px}.body p{margin:0 0 3px}.body li,.body p{overflow-wrap:anywhere}.src{color:var(--faint);font-size:12.5px}
        footer{margin-top:40px;color:var(--faint);font-size:13px}
        @media(max-width:760px){main{padding:18px 14px 40px}.tiles{grid-template-columns:repeat(3,1fr);gap:8px}.tile{padding:9px 11px}.tile b{font-size:18px}.charts{grid-template-columns:1fr}
        thead{display:none}tr{display:flex;flex-wrap:wrap;gap:1px 12px;padding:10px 12px;border-top:1px solid var(--line)}tbody tr:first-child{border-top:0}td{border:0;padding:1px 0}td:empty{display:none}td.n{text-align:left}td.who{max-width:none}td.w{flex:0 0 100%}td.next{color:var(--amber)}
        .c summary{display:flex;flex-wrap:wrap;gap:2px 12px}.c summary .who{flex:1 1 60%}.c .num{text-align:left}.body{grid-template-columns:1fr}.c summary>*:empty{display:none}}
        @media print{body{background:#fff;font-size:11px}main{max-width:none;padding:0}nav,.find{display:none}.tile,figure,.card{border-color:#d1d5db}figure,.tile,tr,.c{break-inside:avoid}h2{break-after:avoid}*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """

    /// Shows the customers that hold every word looked for; without it, the page still holds everything.
    static let script = """
        (()=>{const at=i=>document.getElementById(i),q=at('q'),s=at('s'),n=at('n'),rows=[...document.querySelectorAll('.c')];let words;\
        const run=()=>{words??=rows.map(r=>r.textContent.toLowerCase());const w=q.value.toLowerCase().split(/\\s+/).filter(Boolean);let k=0;\
        rows.forEach((r,i)=>{const on=(!s.value||r.dataset.s===s.value)&&w.every(x=>words[i].includes(x));r.hidden=!on;k+=on});n.textContent=k};\
        q.addEventListener('input',run);s.addEventListener('change',run);at('find').hidden=false})()
        """

    /// SHA-256 of ``script`` in Base64: the page allows this script and no other.
    static let scriptHash = "mNeslHQqUP8NCZvMNYmMhIYlGb4yP9irJQvWP09ntQ0="
}
