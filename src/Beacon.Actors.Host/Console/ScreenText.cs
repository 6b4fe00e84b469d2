using Beacon.Plans.Text;
using Spectre.Console;

namespace Beacon.Actors.Host.Console;

/// <summary>Text of any origin as markup of the console library.</summary>
internal static class ScreenText
{
    /// <summary>The text as one line that can be seen, its brackets escaped.</summary>
    public static string Escape(string text) => Markup.Escape($"{new UntrustedText(text)}");
}
