namespace Beacon.Records.Recording;

/// <summary>
/// Room on the disk that a run holds for its verdict: given back at its end, so that a disk that the components have filled still takes
/// <c>run.json</c>. Where it can't be had, a run goes without.
/// </summary>
/// <param name="folder">The record folder.</param>
internal sealed class RecordReserve(string folder)
{
    private const int Bytes = 256 * 1024;

    private readonly string _path = Path.Combine(folder, ".reserve");

    public void Take()
    {
        try
        {
            using var file = new FileStream(
                _path,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    PreallocationSize = Bytes,
                }
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            GiveBack();
        }
    }

    public void GiveBack()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It costs its room, and nothing else.
        }
    }
}
