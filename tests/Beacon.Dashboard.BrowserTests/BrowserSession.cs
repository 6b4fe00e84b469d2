using System.Collections.Concurrent;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Beacon.Dashboard.BrowserTests;

/// <summary>Tabs of one session, and what went wrong in them.</summary>
public sealed class BrowserSession(IBrowserContext context) : IAsyncDisposable
{
    private static readonly AxeRunOptions Wcag22 = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
    };

    // A thousand rows are alike, and take axe minutes.
    private static readonly AxeRunContext FirstRows = new()
    {
        Include = [new AxeSelector("html")],
        Exclude = [new AxeSelector("tr:nth-child(n + 40)"), new AxeSelector(".line:nth-child(n + 40)")],
    };

    private readonly ConcurrentQueue<string> _errors = new();

    /// <summary>What the console said that it should not, and exceptions of the script.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>Opens a tab; fails at once if the page's script can't begin.</summary>
    public async Task<IPage> OpenAsync(string address)
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                _errors.Enqueue(message.Text);
        };
        var broken = new ConcurrentQueue<string>();
        page.PageError += (_, error) =>
        {
            broken.Enqueue(error);
            _errors.Enqueue(error);
        };
        await page.GotoAsync(address);
        Assert.Empty(broken);
        return page;
    }

    /// <summary>Fails if the page is wider than the window, names the elements that stick out.</summary>
    public static async Task AssertFitsAsync(IPage page)
    {
        var outside = await page.EvaluateAsync<string[]>(
            """
            () => {
              const width = document.documentElement.clientWidth;
              const scrolls = element => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
              const wide = [...document.querySelectorAll('body *')].filter(element => {
                const { left, right, width: own } = element.getBoundingClientRect();
                return own > 0 && (right > width + 0.5 || left < -0.5) && !element.matches('.skip') && !scrolls(element.parentElement);
              }).map(element => element.tagName + '.' + (element.getAttribute('class') ?? '') + ' ' + element.textContent.slice(0, 40));
              return document.documentElement.scrollWidth > width ? ['the page is ' + document.documentElement.scrollWidth, ...wide] : wide;
            }
            """
        );
        Assert.Empty(outside);
    }

    /// <summary>Fails if axe finds a barrier, of WCAG 2.2 up to level AA or against good practice.</summary>
    public static async Task AssertAccessibleAsync(IPage page)
    {
        var found = await page.RunAxe(FirstRows, Wcag22);
        var barriers = found.Violations.SelectMany(violation =>
            violation.Nodes.Select(node => $"{violation.Id}: {violation.Help}: {node.Html[..Math.Min(node.Html.Length, 160)]}")
        );
        var all = string.Join('\n', barriers);
        Assert.True(all.Length == 0, all);
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
