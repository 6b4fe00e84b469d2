using Microsoft.Playwright;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>Takes the pictures of the README from a dashboard that <c>scripts/pictures</c> has started; skipped without that.</summary>
[Collection(BrowserCollection.Name)]
public sealed class PictureSpecs(Browser browser)
{
    private const int Height = 960;

    [PictureFact]
    public async Task The_pictures_of_the_readme_are_taken()
    {
        var link = new Uri(Environment.GetEnvironmentVariable(PictureFactAttribute.Link)!);
        var failed = Environment.GetEnvironmentVariable(PictureFactAttribute.FailedRun);
        await TakeAsync("dashboard-run", new Uri(link, $"/runs/current{link.Fragment}"), ".living .badge", ColorScheme.Light);
        await TakeAsync("dashboard-failed", new Uri(link, $"/runs/{failed}{link.Fragment}"), ".failed .badge", ColorScheme.Dark);
    }

    private async Task TakeAsync(string name, Uri address, string shown, ColorScheme scheme)
    {
        await using var session = await browser.OpenAsync(scheme);
        var page = await session.OpenAsync(address.ToString());
        await page.Locator(shown).WaitForAsync();
        await page.SetViewportSizeAsync(1280, Height);
        var folder = Environment.GetEnvironmentVariable(PictureFactAttribute.Folder)!;
        await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png") });
        Assert.Empty(session.Errors);
    }
}

/// <summary>A test that makes pictures: skipped unless a script asks for them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PictureFactAttribute : FactAttribute
{
    public const string Folder = "BEACON_PICTURES";
    public const string Link = "BEACON_PICTURES_LINK";
    public const string FailedRun = "BEACON_PICTURES_FAILED";

    public PictureFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable(Folder) is null ? "scripts/pictures asks for the pictures" : Browser.WhySkipped;
}
