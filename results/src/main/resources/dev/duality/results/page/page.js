// SPDX-License-Identifier: Apache-2.0
// Filters the rows, opens the row that the address names, and draws the charts. The page can be read without it.
// Texts of the run reach the page as text nodes and as strings that ECharts draws; none is made into markup.
"use strict";
(() => {
  const byId = id => document.getElementById(id);

  // ---- Rows ----

  const rows = [...document.querySelectorAll("details.row")];
  const groups = [...document.querySelectorAll(".group")];
  const choices = ["workload", "side", "grade"];
  const said = new Map(rows.map(row => [row,
      [row.id, row.dataset.workload, row.querySelector("summary").textContent].join(" ").toLowerCase()]));

  function filter() {
    const words = byId("words").value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of rows) {
      const fits = choices.every(name => !byId(name).value || row.dataset[name] === byId(name).value)
          && words.every(word => said.get(row).includes(word));
      row.hidden = !fits;
      found += fits;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("details.row:not([hidden])");
    }
    byId("found").textContent = `${found} of ${rows.length} rows`;
    byId("none").hidden = found > 0;
  }

  function showAll() {
    byId("words").value = "";
    choices.forEach(name => { byId(name).value = ""; });
    filter();
  }

  // The row that the address names, if it names one.
  function follow() {
    const row = byId(location.hash.slice(1)); // no sign of an id is written in another way there
    if (row && row.matches("details.row")) {
      if (row.hidden) {
        showAll();
      }
      row.open = true;
      row.scrollIntoView();
      row.querySelector("summary").focus({preventScroll: true});
    }
  }

  byId("filter").hidden = false;
  byId("filter").addEventListener("input", filter);
  byId("filter").addEventListener("submit", event => event.preventDefault());
  byId("open-all").addEventListener("click", () => rows.forEach(row => { row.open = !row.hidden; }));
  byId("close-all").addEventListener("click", () => rows.forEach(row => { row.open = false; }));
  addEventListener("hashchange", follow);
  filter();

  // ---- What charts have alike ----

  const INK = "var(--ink)";
  const FAINT = "var(--faint)";
  const RULE = "var(--rule)";
  const PAPER = "var(--paper)";
  const WINNER = {greater: "var(--shm0)", less: "var(--messaging0)", no_difference: "var(--none)", unknown: "var(--none)"};
  const SIGNS = ["circle", "rect", "triangle", "diamond",
    "path://M0 0H10L5 9Z", "path://M3 0H7V3H10V7H7V10H3V7H0V3H3Z"]; // a triangle on its point, and a plus
  const COLOURS = 3; // of a side

  const colour = line => `var(--${line.side}${line.style % COLOURS})`;
  const sign = line => SIGNS[line.style % SIGNS.length];
  const stroke = (line, width) => ({color: colour(line), width, type: line.side === "shm" ? "solid" : "dashed"});

  const three = value => Number(value.toPrecision(3)).toLocaleString("en", {maximumSignificantDigits: 3});
  const ratio = value => value < 1 ? `1/${three(1 / value)}` : three(value);
  const time = nanos => nanos < 1e3 ? `${three(nanos)} ns`
      : nanos < 1e6 ? `${three(nanos / 1e3)} \u00b5s`
      : nanos < 1e9 ? `${three(nanos / 1e6)} ms` : `${three(nanos / 1e9)} s`;
  const rate = perSecond => perSecond < 1e3 ? `${three(perSecond)}/s`
      : perSecond < 1e6 ? `${three(perSecond / 1e3)}k/s` : `${three(perSecond / 1e6)}M/s`;

  // Whole powers around the values.
  const power = (base, value, round) => base ** round(Math.log(value) / Math.log(base) + (round === Math.ceil ? -1e-9 : 1e-9));
  const around = (base, values) => ({min: power(base, Math.min(...values), Math.floor),
      max: Math.max(power(base, Math.max(...values), Math.ceil), base * power(base, Math.min(...values), Math.floor))});

  const axis = (type, name, more) => ({
    type, name, nameTextStyle: {color: FAINT}, axisLine: {show: true, lineStyle: {color: FAINT}},
    splitLine: {lineStyle: {color: RULE}}, minorSplitLine: {show: false}, ...more,
    axisLabel: {color: FAINT, hideOverlap: true, ...more.axisLabel},
  });
  const across = (type, name, more) => axis(type, name, {nameLocation: "middle", nameGap: 26, ...more});
  const up = (type, name, more) => axis(type, name, {nameTextStyle: {color: FAINT, align: "left"}, ...more});
  const names = (texts, width) => axis("category", "", {
    data: texts, inverse: true, axisTick: {show: false}, splitLine: {show: false},
    axisLabel: {color: INK, interval: 0, hideOverlap: false, width: width * (width < NARROW ? 0.4 : 0.3), overflow: "break",
      lineHeight: 15, fontSize: width < NARROW ? 11 : 12},
  });

  const NARROW = 560; // a phone
  const FAR = 200; // between the least ratio and the greatest: too many doublings for one axis

  function option(more, top) {
    return {
      animation: false,
      textStyle: {color: INK, fontFamily: getComputedStyle(document.body).fontFamily},
      grid: {left: 6, right: 34, top: top, bottom: 34, containLabel: true},
      ...more,
      tooltip: {confine: true, backgroundColor: PAPER, borderColor: RULE, textStyle: {color: INK, fontSize: 12}, ...more.tooltip},
    };
  }

  // A legend above the chart, and how high it will be: entries stand side by side as far as there is room.
  function legend(texts, width, itemWidth = 30) {
    let lines = 1;
    let used = 0;
    for (const text of texts) {
      const entry = 15 + itemWidth + 7 * text.length;
      if (used > 0 && used + entry > width - 10) {
        lines++;
        used = 0;
      }
      used += entry;
    }
    return {
      height: lines * 22,
      legend: {top: 0, left: 0, data: texts, itemWidth, itemGap: 10, textStyle: {color: INK}, inactiveColor: RULE},
    };
  }

  // Text, whatever it looks like.
  function tip(head, lines) {
    const box = document.createElement("div");
    box.className = "tip";
    const bold = document.createElement("b");
    bold.textContent = head;
    box.append(bold, ...lines.map(line => {
      const div = document.createElement("div");
      div.textContent = line;
      return div;
    }));
    return box;
  }

  const unique = values => [...new Set(values)];
  const line = (x1, y1, x2, y2, style) => ({type: "line", shape: {x1, y1, x2, y2}, style});

  // An interval along one axis: a bar with an end at either side.
  function whisker(from, to, style) {
    const [dx, dy] = from[0] === to[0] ? [4, 0] : [0, 4];
    return [line(...from, ...to, style), ...[from, to].map(([x, y]) => line(x - dx, y - dy, x + dx, y + dy, style))];
  }

  // ---- The charts, each an option of ECharts, from its data and the width there is ----

  const draw = {
    gaps({rows: gaps}, width) {
      const narrow = width < NARROW;
      const plain = gaps.map(gap => `${gap.workload} ${gap.name}`);
      const labels = plain.map((name, i) => plain.filter(other => other === name).length > 1
          ? `${name}, ${gaps[i].setting}` : name); // the setting where the name does not tell them apart
      const values = gaps.flatMap(gap => [gap.ratio, gap.low ?? gap.ratio, gap.high ?? gap.ratio, 1]);
      const logBase = Math.max(...values) / Math.min(...values) > FAR ? 10 : 2;
      return option({
        tooltip: {formatter: ({dataIndex: i}) => tip(`${gaps[i].workload} ${gaps[i].name}`, [
          `${gaps[i].text} x ${gaps[i].against}, by ${gaps[i].measure}`,
          `${gaps[i].setting}; grade ${gaps[i].grade}${gaps[i].fair ? "" : "; not of equal terms"}`])},
        xAxis: across("log", "messages over shared memory", {...around(logBase, values), logBase, axisLabel: {formatter: ratio}}),
        yAxis: names(labels, width),
        series: [{
          type: "custom", data: gaps.map((gap, i) => [gap.ratio, i, gap.low ?? gap.ratio, gap.high ?? gap.ratio]),
          encode: {x: [0, 2, 3], y: 1},
          renderItem(_, api) {
            const gap = gaps[api.value(1)];
            const at = value => api.coord([value, api.value(1)]);
            const [x, y] = at(gap.ratio);
            const [low, high] = [at(api.value(2)), at(api.value(3))];
            const style = {stroke: WINNER[gap.direction], lineWidth: 2, fill: gap.fair ? WINNER[gap.direction] : PAPER};
            const r = gap.headline ? 8 : 5;
            const text = `${narrow ? gap.text.split(" ")[0] : gap.text} ${gap.grade}`;
            const right = high[0] + 10 + 7 * text.length < width;
            return {type: "group", children: [
              ...(gap.low === undefined ? [] : whisker(low, high, style)),
              {type: "circle", shape: {cx: x, cy: y, r}, style},
              {type: "text", style: {
                text, x: right ? Math.max(high[0], x + r) + 6 : Math.min(low[0], x - r) - 6, y, fill: INK, fontSize: 12,
                align: right ? "left" : "right", verticalAlign: "middle"}},
            ]};
          },
        }, {
          type: "scatter", data: [], markLine: {
            silent: true, symbol: "none", data: [{xAxis: 1}], lineStyle: {color: INK, type: "solid"}, label: {show: false}},
        }],
      }, 10);
    },

    latency({lines}, width) {
      const marks = new Set([50, 90, 99, 99.9, 99.99]);
      const left = ([percentile, nanos]) => [100 / (100 - percentile), nanos, percentile];
      const top = legend(unique(lines.map(each => each.name)), width);
      const ends = lines.flatMap(each => [...each.points.map(left), ...(each.worst ? [each.worst] : [])]);
      return option({
        legend: top.legend,
        tooltip: {trigger: "axis", axisPointer: {lineStyle: {color: FAINT}}, formatter: all => tip(
            all.length ? `p${three(all[0].value[2])}` : "",
            all.map(each => `${each.seriesName}: ${time(each.value[1])}`))},
        xAxis: across("log", "percentile", {min: 1, max: power(10, Math.max(10, ...ends.map(end => end[0])), Math.ceil),
          axisLabel: {formatter: x => `${(100 - 100 / x).toFixed(Math.max(0, Math.round(Math.log10(x)) - 2))} %`}}),
        yAxis: up("log", "latency", {...around(10, ends.map(end => end[1])), axisLabel: {formatter: time}}),
        series: lines.flatMap(each => [{
          type: "line", name: each.name, data: each.points.map(left), symbol: sign(each),
          symbolSize: value => marks.has(value[2]) ? 8 : 0, lineStyle: stroke(each, 2), itemStyle: {color: colour(each)},
          emphasis: {disabled: true},
        }, {
          type: "scatter", name: each.name, data: each.worst ? [each.worst] : [], symbol: sign(each), symbolSize: 9,
          itemStyle: {color: colour(each), opacity: 1}, emphasis: {disabled: true}, tooltip: {show: false},
        }]),
      }, top.height + 26);
    },

    rates({lines}, width) {
      const top = legend(unique(lines.map(each => each.name)), width);
      const points = lines.flatMap(each => [...each.p50, ...each.p99]);
      return option({
        legend: top.legend,
        tooltip: {formatter: ({seriesName, value}) => tip(seriesName, [`p${value[2]} ${time(value[1])} at ${rate(value[0])}`])},
        xAxis: across("log", "offered rate", {...around(10, points.map(point => point[0])), axisLabel: {formatter: rate}}),
        yAxis: up("log", "latency, p50 and p99", {...around(10, points.map(point => point[1])), axisLabel: {formatter: time}}),
        series: lines.flatMap(each => [["p50", 2, 9], ["p99", 1, 6]].map(([name, thick, size]) => ({
          type: "line", name: each.name, data: each[name].map(point => [...point, name.slice(1)]), symbol: sign(each),
          symbolSize: size, lineStyle: stroke(each, thick), itemStyle: {color: colour(each)}, emphasis: {disabled: true},
        }))),
      }, top.height + 26);
    },

    speedup({lines}, width) {
      const top = legend(["ideal", ...lines.map(each => each.name)], width);
      const points = lines.flatMap(each => each.points);
      const most = Math.max(2, ...points.map(point => point.threads));
      const values = [...points.flatMap(point => [point.ratio, point.low ?? point.ratio, point.high ?? point.ratio]), 1, most];
      const logBase = Math.max(...values) / Math.min(...values) > FAR ? 10 : 2;
      return option({
        legend: top.legend,
        tooltip: {formatter: ({seriesName, value}) => tip(seriesName, value[2]
            ? [`${value[2]} with ${value[0]} threads`] : [`${value[1]} with ${value[0]} threads`])},
        xAxis: across("log", "threads", {min: 1, max: power(2, most, Math.ceil), logBase: 2}),
        yAxis: up("log", "speedup T1/Tn", {...around(logBase, values), logBase, axisLabel: {formatter: ratio}}),
        series: [{
          type: "line", name: "ideal", data: [[1, 1], [most, most]], symbol: "none", itemStyle: {color: FAINT},
          lineStyle: {color: FAINT, width: 1, type: "dotted"}, emphasis: {disabled: true},
        }, ...lines.flatMap(each => [{
          type: "line", name: each.name, data: each.points.map(point => [point.threads, point.ratio, point.text]),
          symbol: sign(each), symbolSize: 9, lineStyle: stroke(each, 2), itemStyle: {color: colour(each)},
          emphasis: {disabled: true},
        }, {
          type: "custom", name: each.name, silent: true, itemStyle: {color: colour(each)}, encode: {x: 0, y: [1, 2]},
          data: each.points.filter(point => point.low !== undefined).map(point => [point.threads, point.low, point.high]),
          renderItem: (_, api) => ({type: "group", children: whisker(
              api.coord([api.value(0), api.value(1)]), api.coord([api.value(0), api.value(2)]),
              {stroke: colour(each), lineWidth: 1})}),
        }])],
      }, top.height + 26);
    },

    laws({measured, amdahl = [], amdahlFollowed, bound, usl = [], uslFollowed, peak}, width) {
      const {points} = measured;
      const most = Math.max(2, ...points.map(point => point.n), ...usl.map(([n]) => n));
      const seen = bound && bound.value <= FAR * most ? bound : undefined; // else it would leave no room for the rest
      const x = {min: 1, max: power(2, most, Math.ceil)};
      const y = around(2, [1, most, ...points.flatMap(each => [each.value, each.low ?? each.value, each.high ?? each.value]),
        ...(seen ? [seen.value, seen.high ?? seen.value] : []), ...[...amdahl, ...usl].map(([, value]) => value)]);
      const curves = [
        ["ideal", [[1, 1], [most, most]], FAINT, 1, "dotted"],
        [amdahlFollowed ? "Amdahl" : "Amdahl, not followed", amdahl, INK, 2, "solid"],
        ...(seen ? [[`S_inf ${seen.text}`, [[x.min, seen.value], [x.max, seen.value]], INK, 2, "dotted"]] : []),
        [uslFollowed ? "USL" : "USL, not followed", usl, "var(--none)", 2, "dashed"],
        ...(peak ? [[`n* ${peak.text}`, [[peak.value, y.min], [peak.value, y.max]], "var(--none)", 2, "dotted"]] : []),
      ].filter(([, data]) => data.length > 0);
      const top = legend([measured.name, ...curves.map(([name]) => name)], width);
      return option({
        legend: top.legend,
        tooltip: {formatter: ({value}) => tip(measured.name, [`${value[2]} with ${value[0]} workers`])},
        xAxis: across("log", "workers n", {...x, logBase: 2}),
        yAxis: up("log", "speedup S_n", {...y, logBase: 2, axisLabel: {formatter: ratio}}),
        series: [{
          type: "scatter", name: measured.name, symbol: sign(measured), symbolSize: 9, z: 3,
          itemStyle: {color: colour(measured)}, emphasis: {disabled: true},
          data: points.map(point => ({value: [point.n, point.value, point.text],
            itemStyle: {borderColor: colour(measured), borderWidth: 2, color: point.cores ? colour(measured) : PAPER}})),
        }, {
          type: "custom", name: measured.name, silent: true, itemStyle: {color: colour(measured)}, encode: {x: 0, y: [1, 2]},
          data: points.filter(point => point.low !== undefined).map(point => [point.n, point.low, point.high]),
          renderItem: (_, api) => ({type: "group", children: whisker(
              api.coord([api.value(0), api.value(1)]), api.coord([api.value(0), api.value(2)]),
              {stroke: colour(measured), lineWidth: 1})}),
        }, ...curves.map(([name, data, color, thick, type]) => ({
          type: "line", name, data, symbol: "none", silent: true, itemStyle: {color}, lineStyle: {color, width: thick, type},
          emphasis: {disabled: true},
        }))],
      }, top.height + 26);
    },

    waits({kernels}, width) {
      const waits = unique(kernels.flatMap(kernel => kernel.waits.map(each => each.wait)));
      const colours = ["shm0", "messaging0", "shm1", "messaging1", "none"];
      const top = legend(waits, width, 14);
      return option({
        legend: top.legend,
        tooltip: {formatter: ({seriesName, value}) => tip(kernels[value[1]].name,
            [`${seriesName}: ${time(value[0])} an operation${value[2] ? `, ${value[2]} x that by pause` : ""}`])},
        xAxis: across("log", "time per operation", {
          ...around(10, kernels.flatMap(kernel => kernel.waits.map(each => each.ns))), axisLabel: {formatter: time}}),
        yAxis: names(kernels.map(kernel => kernel.name), width),
        series: waits.map((wait, i) => ({
          type: "scatter", name: wait, symbol: SIGNS[i % SIGNS.length], symbolSize: 12,
          itemStyle: {color: `var(--${colours[i % colours.length]})`}, emphasis: {disabled: true},
          data: kernels.flatMap((kernel, at) => kernel.waits.filter(each => each.wait === wait)
              .map(each => [each.ns, at, each.ratio])),
        })),
      }, top.height + 8);
    },

    waterfall({bars}, width) {
      const fill = bar => bar.kind === "measured" ? INK : bar.kind === "sum" ? "var(--none)"
          : bar.ns < 0 ? "var(--shm1)" : "var(--messaging0)";
      const text = bar => (bar.kind === "step" && bar.from > 0 && bar.ns > 0 ? "+" : "") + bar.text;
      return option({
        tooltip: {formatter: ({dataIndex: i}) => tip(bars[i].name, [`${text(bars[i])} ns`])},
        xAxis: across("value", "ns of a round trip", {boundaryGap: [0, "25%"], splitNumber: width < NARROW ? 2 : 6}),
        yAxis: names(bars.map(bar => bar.name), width),
        series: [{
          type: "custom", encode: {x: [0, 1, 3, 4], y: 2},
          data: bars.map((bar, i) => [bar.from, bar.from + bar.ns, i,
            bar.from + (bar.low ?? bar.ns), bar.from + (bar.high ?? bar.ns)]),
          renderItem(_, api) {
            const bar = bars[api.value(2)];
            const [[from, y], [to], low, high] = [0, 1, 3, 4].map(place => api.coord([api.value(place), api.value(2)]));
            const height = api.size([0, 1])[1] * 0.56;
            const last = Math.max(from, to, high[0]);
            const right = last + 12 + 7 * text(bar).length < width;
            return {type: "group", children: [
              {type: "rect", shape: {x: Math.min(from, to), y: y - height / 2, width: Math.max(1, Math.abs(to - from)), height},
                style: {fill: fill(bar)}},
              ...(bar.low === undefined ? [] : whisker(low, high, {stroke: INK, lineWidth: 1})),
              {type: "text", style: {text: text(bar), x: right ? last + 6 : Math.min(from, to, low[0]) - 6, y, fill: INK,
                fontSize: 12, align: right ? "left" : "right", verticalAlign: "middle"}},
            ]};
          },
        }],
      }, 10);
    },

    crossover({points, crossings}, width) {
      const numbers = name => unique(points.map(point => point[name])).sort((a, b) => a - b);
      const [lines, thinks] = [numbers("lines"), numbers("think")];
      const mark = {greater: "", less: " *", no_difference: " ~", unknown: " ?"};
      return option({
        tooltip: {formatter: ({dataIndex: i, seriesIndex}) => seriesIndex > 0 ? "" : tip(
            `${points[i].lines} lines, ${points[i].think} ns of thinking`, [`${points[i].text} x`])},
        xAxis: across("category", "lines", {data: lines.map(String), splitLine: {show: false}}),
        yAxis: up("category", "think ns", {data: thinks.map(each => each.toLocaleString("en")), splitLine: {show: false}}),
        series: [{
          type: "custom", encode: {x: 0, y: 1},
          data: points.map(point => [lines.indexOf(point.lines), thinks.indexOf(point.think)]),
          renderItem({dataIndex: i}, api) {
            const [x, y] = api.coord([api.value(0), api.value(1)]);
            const [w, h] = api.size([1, 1]);
            const far = Math.min(1, Math.abs(Math.log2(points[i].ratio)) / 4);
            return {type: "group", children: [
              {type: "rect", shape: {x: x - w / 2 + 1, y: y - h / 2 + 1, width: w - 2, height: h - 2},
                style: {fill: WINNER[points[i].direction], opacity: 0.15 + 0.4 * far}},
              {type: "text", style: {text: points[i].text + mark[points[i].direction], x, y, fill: INK, fontSize: 13,
                align: "center", verticalAlign: "middle"}},
            ]};
          },
        }, {
          // where the fitted line crosses, between two numbers of lines
          type: "custom", encode: {x: 0, y: 1}, silent: true,
          data: crossings.flatMap(each => {
            const i = lines.findLastIndex(k => k <= each.lines);
            return i < 0 || i + 1 >= lines.length ? [] : [[i, thinks.indexOf(each.think),
              Math.log(each.lines / lines[i]) / Math.log(lines[i + 1] / lines[i])]];
          }),
          renderItem(_, api) {
            const [x, y] = api.coord([api.value(0), api.value(1)]);
            const [w, h] = api.size([1, 1]);
            const at = x + api.value(2) * w;
            const style = {stroke: INK, lineWidth: 4};
            return {type: "group", children: [
              line(at, y - h / 2, at, y - h / 4, style), line(at, y + h / 4, at, y + h / 2, style)]};
          },
        }],
      }, 30);
    },
  };

  // ---- Drawing them, and again when there is another width ----

  const PAPER_WIDTH = 660; // of a printed page
  const PLAIN_HEIGHT = 380;

  function height(plot, width) {
    const count = Number(plot.dataset.rows);
    return count === 0 ? PLAIN_HEIGHT : Math.max(200, 80 + count * (width < NARROW ? 52 : 30));
  }

  function show(plot, chart, {kind, data}, width) {
    const high = height(plot, width);
    plot.style.height = `${high}px`;
    chart.resize({width, height: high});
    chart.setOption(draw[kind](data, width), true);
    plot.dataset.drawn = width;
  }

  function start() {
    const all = JSON.parse(byId("data").textContent);
    for (const plot of document.querySelectorAll(".plot")) {
      const one = all[plot.dataset.chart];
      try {
        const chart = echarts.init(plot, null, {renderer: "svg", width: plot.clientWidth, height: PLAIN_HEIGHT});
        const fit = () => show(plot, chart, one, matchMedia("print").matches ? PAPER_WIDTH : plot.clientWidth);
        fit();
        new ResizeObserver(() => plot.clientWidth && Number(plot.dataset.drawn) !== plot.clientWidth && fit()).observe(plot);
        if (one.kind === "gaps") {
          chart.on("click", ({dataIndex}) => { location.hash = `row:${one.data.rows[dataIndex].row}`; });
        }
        addEventListener("beforeprint", () => show(plot, chart, one, PAPER_WIDTH));
        addEventListener("afterprint", fit);
        matchMedia("print").addEventListener("change", fit);
      } catch (error) {
        plot.textContent = "This chart could not be drawn; its numbers stand in the rows.";
        console.error(error);
      }
    }
  }

  start();
  addEventListener("load", follow); // not before: the browser goes to that place itself, and would take the focus away
})();
