// SPDX-License-Identifier: Apache-2.0
package dev.duality.results.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The colours of the page can be read and told apart, in the light and in the dark, also by who sees fewer of them.
class ColoursTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z0-9]+): (#[0-9a-f]{6});");
    private static final double TEXT = 4.5; // WCAG 2.2, 1.4.3
    private static final double SIGN = 3; // WCAG 2.2, 1.4.11

    /// In CIELAB, where 2 can just be seen.
    private static final double APART = 15;

    /// Red, green and blue as they are seen by who lacks one kind of cone, after Machado, Oliveira and Fernandes
    /// (2009).
    private static final Map<String, double[][]> EYES = Map.of(
            "all cones", new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            "protanopia",
                    new double[][] {
                        {0.152286, 1.052583, -0.204868},
                        {0.114503, 0.786281, 0.099216},
                        {-0.003882, -0.048116, 1.051998}
                    },
            "deuteranopia",
                    new double[][] {
                        {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
                    },
            "tritanopia",
                    new double[][] {
                        {1.255528, -0.076749, -0.178779},
                        {-0.078411, 0.930809, 0.147602},
                        {0.004733, 0.691367, 0.303900}
                    });

    /// The light ones, and the dark ones.
    private static List<Map<String, String>> themes() {
        String css;
        try (InputStream in = Page.class.getResourceAsStream("page.css")) {
            css = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        List<Map<String, String>> themes = new ArrayList<>();
        COLOUR.matcher(css).results().forEach(colour -> {
            if (themes.isEmpty() || themes.getLast().containsKey(colour.group(1))) {
                themes.add(new LinkedHashMap<>());
            }
            themes.getLast().put(colour.group(1), colour.group(2));
        });
        return themes;
    }

    @Test
    void thereIsALightThemeAndADarkOneWithTheSameNames() {
        assertEquals(2, themes().size());
        assertEquals(themes().getFirst().keySet(), themes().getLast().keySet());
        assertTrue(luminance(themes().getFirst().get("paper")) > 0.9);
        assertTrue(luminance(themes().getLast().get("paper")) < 0.1);
    }

    @Test
    void textAndSignsStandOutFromThePaper() {
        for (Map<String, String> theme : themes()) {
            for (String paper : List.of("paper", "card")) {
                for (String text : List.of("ink", "faint", "link", "warning", "shm0", "messaging0")) {
                    assertTrue(
                            contrast(theme.get(text), theme.get(paper)) >= TEXT, text + " on " + paper + ": " + theme);
                }
            }
            theme.forEach((name, colour) -> {
                if (name.matches("(shm|messaging)[0-9]|none")) {
                    assertTrue(contrast(colour, theme.get("paper")) >= SIGN, name + ": " + theme);
                }
            });
        }
    }

    @Test
    void theTwoSidesAreToldApartWithWhateverEyes() {
        for (Map<String, String> theme : themes()) {
            EYES.forEach((name, eyes) -> {
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        double apart = distance(theme.get("shm" + i), theme.get("messaging" + j), eyes);
                        String which = "%s: shm%d and messaging%d are %.1f apart".formatted(name, i, j, apart);
                        assertTrue(apart >= APART, which);
                    }
                }
            });
        }
    }

    private static double[] linear(String colour) {
        double[] rgb = new double[3];
        for (int i = 0; i < 3; i++) {
            double value = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            rgb[i] = value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
        }
        return rgb;
    }

    private static double luminance(String colour) {
        double[] rgb = linear(colour);
        return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
    }

    private static double contrast(String one, String other) {
        double high = Math.max(luminance(one), luminance(other));
        double low = Math.min(luminance(one), luminance(other));
        return (high + 0.05) / (low + 0.05);
    }

    private static double distance(String one, String other, double[][] eyes) {
        double[] a = lab(times(eyes, linear(one)));
        double[] b = lab(times(eyes, linear(other)));
        return Math.sqrt(Math.pow(a[0] - b[0], 2) + Math.pow(a[1] - b[1], 2) + Math.pow(a[2] - b[2], 2));
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
            product[i] = Math.clamp(product[i], 0, 1);
        }
        return product;
    }

    /// From linear sRGB, white being D65.
    private static double[] lab(double[] rgb) {
        double x = root((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
        double y = root(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
        double z = root((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
        return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
    }

    private static double root(double t) {
        return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16.0 / 116;
    }
}
