namespace Beacon.Actors.Host.Console;

/// <summary>A colour of the live view, by its SGR code (ECMA-48, 8.3.117).</summary>
internal enum Tint
{
    None = 0,
    Bold = 1,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Grey = 90,
}
