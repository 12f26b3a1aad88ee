// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/// Debian's Chromium, without a screen and without a network. Nothing is looked for and nothing is got: the paths are
/// those of the packages `chromium` and `chromium-driver`, or of the properties `duality.chromium` and
/// `duality.chromedriver`.
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getProperty("duality.chromium", "/usr/bin/chromium"));
    private static final Path DRIVER = Path.of(System.getProperty("duality.chromedriver", "/usr/bin/chromedriver"));

    /// The width and height of a window, and whether it likes it dark.
    record View(String name, int width, int height, boolean dark) {
        static final View DESK = new View("desk", 1280, 900, false);
        static final View DESK_DARK = new View("desk-dark", 1280, 900, true);
        static final View PHONE = new View("phone", 390, 844, false);
        static final View PHONE_DARK = new View("phone-dark", 390, 844, true);
        static final View TABLET = new View("tablet", 1024, 768, false);
        static final List<View> ALL = List.of(DESK, DESK_DARK, TABLET, PHONE, PHONE_DARK);

        @Override
        public String toString() {
            return name;
        }
    }

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /// The reason why there is none here; empty if there is one.
    static Optional<String> missing() {
        return List.of(CHROMIUM, DRIVER).stream()
                .filter(file -> !Files.isExecutable(file))
                .findFirst()
                .map(file -> "there is no " + file + "; apt-get install chromium chromium-driver");
    }

    /// @param profile an empty folder
    static Browser start(Path profile) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, java.util.logging.Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.setCapability("goog:loggingPrefs", logs);
        options.addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "--force-color-profile=srgb",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + profile);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withLogFile(new File("/dev/null"))
                .build();
        return new Browser(new ChromeDriver(service, options));
    }

    void view(View view) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", view.width, "height", view.height, "deviceScaleFactor", 1, "mobile", view.width < 600));
        media("screen", view.dark);
    }

    void media(String media, boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        media,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        frame();
    }

    void open(Path file) {
        open(file, "");
    }

    /// @param place of the address, such as `#rows`
    void open(Path file, String place) {
        driver.get("about:blank"); // so that another place of the same page loads it, too
        driver.get(file.toUri() + place);
        frame();
    }

    /// Until what was asked for is drawn.
    void frame() {
        driver.executeAsyncScript("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))");
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /// The texts of a script that gives a list of them.
    List<String> texts(String script, Object... arguments) {
        return ((List<?>) driver.executeScript(script, arguments))
                .stream().map(String::valueOf).toList();
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /// The element that has the keyboard.
    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    /// The complaints of the page and the browser since the last time.
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /// The number of requests that it has made beside the page itself.
    long requests() {
        return (Long) script("return performance.getEntriesByType('resource')"
                + ".filter(each => !each.name.startsWith('data:')).length");
    }

    /// The whole page, as high as it is.
    BufferedImage picture() {
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return image(java.util.Base64.getDecoder().decode((String) shot.get("data")));
    }

    /// As a printer gets it.
    byte[] pdf() {
        Map<String, Object> printed =
                driver.executeCdpCommand("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69));
        return java.util.Base64.getDecoder().decode((String) printed.get("data"));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private static BufferedImage image(byte[] png) {
        try {
            return ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
