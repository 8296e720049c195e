// Linux's configfs-tsm: reports of trust domains and SNP guests through a folder of the kernel's (fact sheet attestation §3.3).
namespace MobileCoin.Quotes;

/// <summary>A folder under which a folder is made for each request, so that requesters do not disturb each other.</summary>
internal sealed class TsmReports(string root, IDeviceFiles files)
{
    internal const string DefaultRoot = "/sys/kernel/config/tsm/report";
    internal const string TdxGuest = "tdx_guest", SevGuest = "sev_guest";

    private const int MostReport = 1024 * 1024, MostNumber = 64;
    private const int Tries = 4;

    /// <summary>The name of the kernel's provider.</summary>
    /// <exception cref="QuoteException">The kernel has none.</exception>
    internal string Provider() => InFolder(folder => DeviceQuotes.Text(Path.Combine(folder, "provider"), files));

    /// <summary>Report and auxiliary data, which may be empty.</summary>
    internal (byte[] Report, byte[] Auxiliary) Report(ReadOnlyMemory<byte> reportData, string provider) => InFolder(folder =>
    {
        string path = Path.Combine(folder, "provider");
        string found = DeviceQuotes.Text(path, files);
        if (found != provider) throw new QuoteException(QuoteError.Device, $"{path} says '{found}', not '{provider}'");
        for (int tried = 1; ; tried++)
        {
            ulong before = Generation(folder);
            Write(Path.Combine(folder, "inblob"), reportData);
            byte[] report = Read(Path.Combine(folder, "outblob"), MostReport), auxiliary = Auxiliary(folder);
            // One write of ours: another number means that somebody else wrote between.
            if (Generation(folder) == before + 1) return (report, auxiliary);
            if (tried == Tries) throw new QuoteException(QuoteError.Busy, $"{folder}: another process writes to it");
        }
    });

    private byte[] Auxiliary(string folder)
    {
        string path = Path.Combine(folder, "auxblob");
        return files.FileExists(path) ? Read(path, MostReport) : [];
    }

    private ulong Generation(string folder)
    {
        string path = Path.Combine(folder, "generation"), text = DeviceQuotes.Text(path, files, MostNumber);
        return ulong.TryParse(text, out ulong number) ? number : throw new QuoteException(QuoteError.Format, $"{path} says '{text}'");
    }

    private byte[] Read(string path, int most) => DeviceQuotes.Ask(path, () => files.Read(path, most));

    private void Write(string path, ReadOnlyMemory<byte> bytes) => DeviceQuotes.Ask(path, () => files.Write(path, bytes.Span));

    private T InFolder<T>(Func<string, T> act)
    {
        string folder = Path.Combine(root, "mobilecoin-" + Guid.NewGuid().ToString("N"));
        DeviceQuotes.Ask(folder, () => files.CreateFolder(folder));
        try
        {
            return act(folder);
        }
        finally
        {
            Remove(folder);
        }
    }

    // A folder that stays behind costs the kernel a little memory and nobody anything else.
    private void Remove(string folder)
    {
        try
        {
            files.RemoveFolder(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
