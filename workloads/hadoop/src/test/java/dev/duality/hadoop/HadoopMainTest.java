// SPDX-License-Identifier: Apache-2.0
package dev.duality.hadoop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HadoopMainTest {
    @TempDir
    Path folder;

    /// Jobs of hours are not lost with the folder of the file.
    @Test
    void theTableIsToldAlsoWhereTheFileCannotBeWritten() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        PrintWriter removes = new PrintWriter(err, true) {
            @Override
            public void println(String line) {
                super.println(line);
                if (line.equals("1 MB ...")) {
                    assertTrue(gone.toFile().delete());
                }
            }
        };
        String[] args = {"--sizes", "1", "--rounds", "1", "--on", "shm:table", "--out", gone.resolve("jobs.json") + ""};

        int code = HadoopMain.run(new PrintWriter(out, true), removes, args);

        assertEquals(1, code, err::toString);
        assertTrue(out.toString().contains("engine:hadoop by 1 task overtakes plain by 1 task: "), out::toString);
        String last = err.toString().lines().toList().getLast();
        assertTrue(last.startsWith("hadoop: cannot write " + gone), err::toString);
    }

    @Test
    void aFolderIsRecordedByItsNameAndARootByItself() {
        assertEquals(Path.of("text"), HadoopMain.name(Path.of("/a/text")));
        assertEquals(Path.of("/"), HadoopMain.name(Path.of("/")));
    }

    private record Ended(int code, String out, String err) {}

    private static Ended here(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = HadoopMain.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Ended(code, out.toString(), err.toString());
    }

    /// In a process of its own, with what of the class path is wanted.
    private Ended there(Predicate<String> jars, String confDir, String... args)
            throws IOException, InterruptedException {
        String path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jars)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                path,
                "dev.duality.hadoop.HadoopMain"));
        command.addAll(List.of(args));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("HADOOP_CONF_DIR", confDir);
        int code = builder.start().waitFor();
        return new Ended(
                code, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "--job count | --job is 'count', but must be wordcount or sort",
                "--sizes 0 | --sizes has 0 MB, but sizes must be from 1 to 127",
                "--sizes 128 | --sizes has 128 MB, but sizes must be from 1 to 127",
                "--sizes some | Invalid value for option '--sizes' (MB): 'some' is not an int; see --help",
                "--rounds 0 | --rounds is 0, but must be from 1 to 100",
                "--folder /no/such | folder is '/no/such', but must be a folder that can be read",
                "--nothing | Unknown option: '--nothing'; see --help",
            })
    void badInputIsOneLineAndCode2(String args, String line) {
        Ended ended = here(args.split(" "));

        assertEquals("hadoop: " + line + System.lineSeparator(), ended.err);
        assertEquals(2, ended.code);
        assertEquals("", ended.out);
    }

    @Test
    void anUnknownSideIsOneLineAndCode2() {
        Ended ended = here("--on", "shm:nothing");

        assertEquals(2, ended.code);
        assertEquals(1, ended.err.lines().count(), ended.err);
        assertTrue(ended.err.contains("shm:nothing"), ended.err);
    }

    @Test
    void aTextThatIsShorterThanTheGreatestSizeIsRefused() throws IOException {
        Files.writeString(folder.resolve("text"), "to be or not to be\n");
        Ended ended = here("--sizes", "2", "--folder", folder + "");

        assertEquals(
                "hadoop: --sizes asks for 2 MB, but the text of " + folder + " has 20 bytes; ask for less\n",
                ended.err);
        assertEquals(2, ended.code);
    }

    @Test
    void withoutTheJarsOfHadoopOneLineSaysSoAndTheCodeIs3() throws IOException, InterruptedException {
        Ended ended = there(jar -> !jar.contains("hadoop-client"), "");

        assertEquals(3, ended.code, ended.err);
        assertEquals(1, ended.err.lines().count(), ended.err);
        assertTrue(ended.err.startsWith("hadoop: Hadoop's jars are not on the class path; "), ended.err);
    }

    @Test
    void aFolderOfConfigurationThatHasNoneIsOneLineAndCode2() throws IOException, InterruptedException {
        Ended ended = there(_ -> true, folder + "");

        assertEquals(
                "hadoop: HADOOP_CONF_DIR is " + folder
                        + ", which has no core-site.xml and no yarn-site.xml; name Hadoop's folder of these, or unset it to run in this process\n",
                ended.err);
        assertEquals(2, ended.code);
    }

    @Test
    void aConfigurationThatIsNoXmlIsOneLineAndCode2() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("core-site.xml"), "<configuration><property>");
        Ended ended = there(_ -> true, folder + "");

        assertEquals(2, ended.code, ended.err);
        assertEquals(1, ended.err.lines().count(), ended.err);
        assertTrue(ended.err.contains("of which a file cannot be read"), ended.err);
    }

    /// The folder that core-site.xml names is used: here it is another one.
    @Test
    void jobsRunWhereTheConfigurationSays() throws IOException, InterruptedException {
        Path site = Files.createDirectories(folder.resolve("site"));
        Path tmp = folder.resolve("hadoop-tmp");
        Files.writeString(
                site.resolve("core-site.xml"),
                "<configuration><property><name>hadoop.tmp.dir</name><value>" + tmp
                        + "</value></property></configuration>");
        Ended ended = there(_ -> true, site + "", "--sizes", "1", "--rounds", "1", "--on", "shm:table,messaging:ring");

        assertEquals(0, ended.code, ended.err);
        assertTrue(Files.isDirectory(tmp), "hadoop.tmp.dir was not used");
        for (String program : List.of("plain", "shm:table", "messaging:ring", "engine:hadoop")) {
            assertEquals(
                    2,
                    ended.out
                            .lines()
                            .filter(line -> line.contains(" " + program + " ") && line.contains("["))
                            .count(),
                    ended.out);
        }
        assertTrue(ended.out.contains("engine:hadoop by 1 task overtakes plain by 1 task: "), ended.out);
        assertTrue(
                ended.err
                        .lines()
                        .allMatch(
                                line -> line.contains("the first job of this process took") || line.equals("1 MB ...")),
                ended.err);
    }
}
