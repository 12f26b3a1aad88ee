// SPDX-License-Identifier: Apache-2.0
package dev.duality.jmh.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScaleCommandTest {
    private static final String RPC = "scale --workload rpc --protocol plain --set operations=4000 --nodes 100,2,10,40";
    private static final String COSTS = " --set delay=constant:5us --set overhead=1us --set per-kb=1024ns";

    @TempDir
    private Path folder;

    private String out = "";
    private String err = "";

    private int duality(String args) {
        TypedCommands.Done done = TypedCommands.duality(args.split(" "));
        out = done.out();
        err = done.err();
        return done.exit();
    }

    private String said(String args) {
        assertEquals(ExitCodes.DONE, duality(args), err);
        return out;
    }

    @Test
    void theTableHasARowForEachNumberOfNodesAndTheLawsBelow() {
        String once = said(RPC + COSTS);

        assertTrue(once.contains("a model, nothing here was measured"), once);
        assertEquals(
                4,
                once.lines()
                        .filter(line -> line.matches(" *(2|10|40|100) +\\d+ .*% \\(\\d+\\) .* model *"))
                        .count(),
                once);
        assertTrue(once.indexOf("\n    2 ") < once.indexOf("\n  100 "), once);
        assertTrue(once.contains("rpc plain in virtual time, graded model"), once);
        assertTrue(once.contains("S_n"), once);
        assertEquals(once, said(RPC + COSTS), "the same seed, the same table");
    }

    /// Sprite's own protocol stands first in the list of rpc, and no run over hosts measures it.
    @Test
    void withoutANameTheProtocolIsThatOfTheKernelsThatAreMeasured() {
        assertEquals(ExitCodes.DONE, duality("scale --workload rpc --set operations=400 --nodes 2"), err);
        assertTrue(out.startsWith("rpc plain in virtual time"), out);
    }

    @Test
    void programsGetTheSameRowsWithMoreDigits() {
        String csv = said(RPC + COSTS + " --format csv");
        JsonNode json = JsonMapper.shared().readTree(said(RPC + COSTS + " --format json"));

        assertTrue(csv.startsWith("workload,protocol,nodes,clients,done,virtual_seconds"), csv);
        assertEquals(5, csv.lines().count(), csv);
        assertTrue(csv.contains("rpc,plain,2,1,4000,0.056256000,"), csv); // 4,000 x 2 x (1,000 + 32 + 5,000 + 1,000) ns
        assertEquals(4, json.get("rows").size());
        assertEquals("model", json.get("grade").asString());
        assertEquals(
                "0.056256000", json.get("rows").get(0).get("virtual_seconds").asString());
    }

    @Test
    void withoutCostsOfMessagesTheTableSaysThatNoServerIsEverTooBusy() {
        assertTrue(said(RPC).contains("no server is ever too busy"), out);
    }

    @Test
    void theNetworkOfARunOverHostsIsThatOfItsCarrier() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", 25_000);
        String text = said(RPC + " --from " + run);

        assertTrue(text.contains("o 750 ns, L 8,500 ns, G 0.25 ns a byte, of Open MPI v4.1.4"), text);
        assertTrue(text.contains("delay=constant:8500ns") && text.contains("overhead=750ns"), text);
        assertTrue(text.contains("per-kb=256ns"), text);
        assertEquals(ExitCodes.USAGE, duality(RPC + " --set overhead=1us --from " + run));
        assertTrue(err.contains("--from gives overhead, and --set gives it, too"), err);
    }

    @ParameterizedTest
    @CsvSource({"20016, +0 %", "18000, +11 %", "25020, -20 %"})
    void aMeasuredRowStandsBesideWhatItsCarrierGivesForIt(double measured, String off) throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", measured);
        String text = said("scale --against " + run);
        String row = text.lines()
                .filter(line -> line.contains("rpc/messaging:ring/w1"))
                .findFirst()
                .orElseThrow();

        assertTrue(row.contains("20,000") && row.contains(off), text);
        assertEquals(off.equals("-20 %"), row.contains("!"), text);
        assertTrue(text.contains("of 1 row,"), text);
    }

    @Test
    void whatNodesDoBesideMessagesCanBeSaid() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1", 25_016);
        JsonNode json = JsonMapper.shared()
                .readTree(said("scale --against " + run + " --set per-message=2500ns --format json"));

        assertEquals(
                CarriedRun.CALL_NANOS + 2 * 2_500,
                json.get("predictions").get(0).get("predictedNanos").asDouble(),
                1e-6);
    }

    @Test
    void aWindowOfCallsIsPredictedWithItsMessagesUnderWayTogether() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "rpc/messaging:ring/w1/x16", 2_000);
        JsonNode json = JsonMapper.shared().readTree(said("scale --against " + run + " --format json"));

        // each end takes and sends a message for each call: 2 x 750 ns, and 16 calls cover the way of 20,016
        assertEquals(1_500, json.get("predictions").get(0).get("predictedNanos").asDouble(), 75);
    }

    @Test
    void aRunWithoutHostsGivesNoParameters() {
        String run = "../results/published/amd-epyc-jdk25.0.3-2026-11-28";

        assertEquals(ExitCodes.USAGE, duality("scale --against " + run));
        assertTrue(err.contains("it has no row of hosts whose carrier was measured"), err);
        assertEquals(ExitCodes.USAGE, duality(RPC + " --from " + run));
        assertTrue(err.contains("measure one by duality run --placement hosts"), err);
    }

    /// @param later ns a byte there and back of the second carrier
    private Path ofTwoCarriers(double later) throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(
                run,
                20_016,
                Map.of(
                        "rpc/messaging:ring/w1",
                        CarriedRun.carrier("Open MPI v4.1.4", 0.5),
                        "rpc/messaging:ring/w1/x16",
                        CarriedRun.carrier("Open MPI v5.0.7", later)));
        return run;
    }

    @Test
    void eachCarrierHasItsLineAndItsRowsAreOfItsNetwork() throws IOException {
        Path run = ofTwoCarriers(50);

        List<String> lines = said("scale --against " + run).lines().toList();

        assertEquals(
                List.of("G 0.25 ns a byte, of Open MPI v4.1.4", "G 25 ns a byte, of Open MPI v5.0.7"),
                lines.stream()
                        .filter(line -> line.startsWith("network: "))
                        .map(line -> line.replaceFirst(".*, (G .* v[0-9.]+).*", "$1"))
                        .sorted()
                        .toList());
        assertEquals("", err);
    }

    @Test
    void aCarrierWhoseLongerMessagesTookNoLongerIsPassedOverWithTheReason() throws IOException {
        Path run = ofTwoCarriers(-0.1);

        String text = said("scale --against " + run);

        assertTrue(text.contains("rpc/messaging:ring/w1, ") && !text.contains("x16"), text);
        assertEquals(1, err.lines().count(), err);
        assertTrue(err.startsWith("duality: rows of Open MPI v5.0.7"), err);
        assertTrue(err.contains("are passed over: longer messages of "), err);
    }

    @Test
    void whereNoCarrierGivesParametersTheReasonIsTheAnswer() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, 20_016, Map.of("rpc/messaging:ring/w1", CarriedRun.carrier("Open MPI v5.0.7", 0)));

        assertEquals(ExitCodes.USAGE, duality("scale --against " + run));
        assertTrue(err.contains("are passed over: longer messages of "), err);
        assertEquals(1, err.lines().count(), err);
    }

    /// Mapreduce's workers send pages of records of their own making, and no calls of the specification.
    @Test
    void aRunWhoseRowsAreOfOtherMessagesIsRefused() throws IOException {
        Path run = folder.resolve("hosts");
        CarriedRun.write(run, "mapreduce/messaging:ring/w1", 25_000);

        assertEquals(ExitCodes.USAGE, duality("scale --against " + run));
        assertTrue(err.contains("has no closed loop on messaging:mpi"), err);
    }

    @Test
    void aPlayThatDoesNotEndIsSaidBelowThoseThatDid() {
        assertEquals(ExitCodes.FAILED, duality(RPC + COSTS + " --set most-events=5000"));
        assertTrue(out.isEmpty(), out);
        assertTrue(err.contains("2 nodes: broken off before the work was done"), err);
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                Arguments.of(
                        "simulate -w table --set owners=4",
                        "nodes is 4, but plain takes 4 owners and from 1 to 65532 clients"),
                Arguments.of(
                        "simulate -w counter -p replicated --nodes 2000",
                        "replicated takes 2 replicas, a view service and from 1 to 1024 clients"),
                Arguments.of("simulate -w counter --set overhead=soon", "overhead is 'soon', but must be a time"),
                Arguments.of("simulate -w counter --set gap=11s", "gap is '11s', but must be at most 10.000 s"),
                Arguments.of("scale", "scale needs --workload NAME, or --against RUN"),
                Arguments.of("scale -w nosuch", "there is no workload 'nosuch'"),
                Arguments.of("scale -w rpc --nodes 2,2", "--nodes names a number twice"),
                Arguments.of("scale -w rpc --nodes 1", "--nodes is 1, but must be from 2 to 65,536"),
                Arguments.of("scale -w rpc --set nosuch=1", "no parameter 'nosuch'"),
                Arguments.of(
                        "scale -w rpc -p plain --set loss=0.1", "plain has no answer to lost messages; use loss=0"),
                Arguments.of("scale -w rpc --from nosuch", "nosuch"),
                Arguments.of("scale -w rpc --against nosuch", "leave --workload, --protocol, --nodes and --from out"),
                Arguments.of("scale --against nosuch --seed 1", "--against plays each row by seed 1; leave --seed out"),
                Arguments.of("scale --against nosuch --set operations=1", "leave --set operations out"),
                Arguments.of("scale -w rpc --format html", "text, markdown, csv or json"));
    }

    @ParameterizedTest(name = "duality {0}")
    @MethodSource("slips")
    void aSlipIsOneLineThatSaysWhatIsExpected(String command, String line) {
        assertEquals(ExitCodes.USAGE, duality(command), out);
        assertTrue(err.contains(line), err);
        assertEquals(1, err.lines().count(), err);
    }
}
