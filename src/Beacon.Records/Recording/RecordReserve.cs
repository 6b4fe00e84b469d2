namespace Beacon.Records.Recording;

/// <summary>
/// Disk space that a run reserves and releases at its end, so that <c>run.json</c> can be written although the components have filled the
/// disk. If the space is not available, the run continues without it.
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
            // The file only takes space.
        }
    }
}
