using Microsoft.Playwright;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>The browser of this machine, one for all tests.</summary>
public sealed class Browser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why tests in a browser are skipped; null: they are not.</summary>
    public static string? WhySkipped { get; } =
        Program is null && Environment.GetEnvironmentVariable("BEACON_BROWSER_TESTS") != "required"
            ? "SKIPPED: no chromium is installed; scripts/browser installs it"
            : null;

    // Where Debian, Ubuntu and others install it.
    private static string? Program =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/bin")
            .SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "chromium-browser")])
            .FirstOrDefault(File.Exists);

    public async Task InitializeAsync()
    {
        if (WhySkipped is not null)
            return;
        var program =
            Program ?? throw new InvalidOperationException("BEACON_BROWSER_TESTS=required: chromium is missing; run scripts/browser");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = program,
                // As root, chromium has no sandbox.
                Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
            }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    /// <summary>A new session: tabs that share nothing with other tests.</summary>
    public async Task<BrowserSession> OpenAsync(ColorScheme scheme = ColorScheme.Light, int width = 1280) =>
        new(
            await _browser!.NewContextAsync(
                new()
                {
                    ColorScheme = scheme,
                    ViewportSize = new() { Width = width, Height = 900 },
                }
            )
        );
}

/// <summary>The tests of this collection share the browser.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserCollection : ICollectionFixture<Browser>
{
    public const string Name = "browser";
}
