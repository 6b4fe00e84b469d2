using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>Every screen in light and dark, on a phone, a desk and a wall; the pictures are in artifacts/dashboard.</summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenSpecs(Browser browser, Screens screens) : IClassFixture<Screens>
{
    private static readonly string Pictures = Path.Combine(RepositoryRoot(), "artifacts", "dashboard");

    public static TheoryData<string, string> All { get; } =
        new()
        {
            { "runs", ".runs tbody tr" },
            { "runs-none-match", "text=No run matches." },
            { "empty", "text=No runs yet" },
            { "living", ".living-components .state-ready" },
            { "finished", "text=Environment" },
            { "failed", ".failed .badge" },
            { "failed-much", ".failed .badge" },
            { "ordered", "text=By hand:" },
            { "logs", ".line" },
            { "logs-one", ".line" },
            { "logs-none-match", "text=No line matches." },
            { "compare", ".comparison svg.sides" },
            { "compare-refused", "text=Compare them all the same" },
            { "trends", ".left-out-runs td" },
            { "thousand-living", ".living-components .state-ready" },
            { "thousand-finished", "text=Environment" },
            { "thousand-logs", ".line" },
            { "unknown", "text=This can’t be shown" },
            { "no-token", "text=Open the link that beacon printed" },
        };

    [BrowserTheory]
    [MemberData(nameof(All))]
    public async Task A_screen_fits_has_no_barriers_and_no_errors(string screen, string shown)
    {
        // A browser reports an answer that refuses by itself.
        var refused = screen switch
        {
            "unknown" => "404",
            "compare-refused" => "400",
            _ => null,
        };
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var session = await browser.OpenAsync(scheme);
            var page = await session.OpenAsync(screens.LinkTo(screen));
            await page.Locator(shown).First.WaitForAsync();
            foreach (var width in (int[])[390, 1280, 2560])
            {
                if (IsOfMany(screen) && (width, scheme) is ((2560, _) or (390, ColorScheme.Dark)))
                    continue;
                await page.SetViewportSizeAsync(width, 900);
                await page.ScreenshotAsync(
                    new()
                    {
                        Path = Path.Combine(Pictures, $"{screen}-{width}-{scheme.ToString().ToLowerInvariant()}.png"),
                        FullPage = !IsOfMany(screen),
                    }
                );
                // What is dark is laid out as what is light; only its colours differ.
                if (scheme == ColorScheme.Light)
                    await BrowserSession.AssertFitsAsync(page);
                if (
                    IsOfMany(screen)
                        ? (width, scheme) == (1280, ColorScheme.Light)
                        : width == 1280 || (width, scheme) == (390, ColorScheme.Light)
                )
                    await BrowserSession.AssertAccessibleAsync(page);
            }

            Assert.DoesNotContain(session.Errors, error => refused is null || !error.Contains(refused, StringComparison.Ordinal));
        }
    }

    // A page of a thousand components is a hundred times as high as the window, and takes axe as long.
    private static bool IsOfMany(string screen) => screen.StartsWith("thousand", StringComparison.Ordinal);

    private static string RepositoryRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));
}
