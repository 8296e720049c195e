using System.Globalization;
using System.Text;

namespace MobileCoin.Quotes.Test;

/// <summary>Files that behave like Gramine's: what is read depends on what was written.</summary>
internal sealed class FakeGramine : IDeviceFiles
{
    private byte[] _reportData = [], _targetInfo = [];

    internal string Type { get; set; } = "dcap\n";

    internal byte[] MyTargetInfo { get; set; } = new byte[512];

    internal byte[] MrEnclave { get; set; } = [.. Enumerable.Repeat((byte)0xE1, 32)];

    internal Func<byte[], byte[]> Quote { get; set; } = _ => [];

    internal Dictionary<string, byte[]> Keys { get; } = new() { ["_sgx_mrenclave"] = [.. Enumerable.Range(1, 16).Select(i => (byte)i)] };

    internal Queue<Exception> Failures { get; } = new();

    public bool FileExists(string path) => path == "/fake/attestation_type";

    public bool FolderExists(string path) => false;

    public byte[] Read(string path, int most)
    {
        if (Failures.TryDequeue(out Exception? failure)) throw failure;
        byte[] bytes = path["/fake/".Length..] switch
        {
            "attestation_type" => Encoding.ASCII.GetBytes(Type),
            "my_target_info" => MyTargetInfo,
            "report" => Report(),
            "quote" => Quote(_reportData),
            ['k', 'e', 'y', 's', '/', .. string name] when Keys.TryGetValue(name, out byte[]? key) => [.. key],
            _ => throw new FileNotFoundException(path),
        };
        return bytes.Length <= most ? bytes : throw new IOException("too long");
    }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        switch (path)
        {
            case "/fake/user_report_data": _reportData = bytes.ToArray(); break;
            case "/fake/target_info": _targetInfo = bytes.ToArray(); break;
            default: throw new UnauthorizedAccessException(path);
        }
    }

    public void CreateFolder(string path) => throw new UnauthorizedAccessException(path);

    public void RemoveFolder(string path) => throw new UnauthorizedAccessException(path);

    private byte[] Report()
    {
        Assert.Equal(MyTargetInfo, _targetInfo);
        Assert.Equal(64, _reportData.Length);
        byte[] report = new byte[432];
        MrEnclave.CopyTo(report, 64);
        return report;
    }
}

/// <summary>A folder that behaves like the kernel's: folders come with their files, and a write advances the generation.</summary>
internal sealed class FakeTsm : IDeviceFiles
{
    private readonly Dictionary<string, (byte[] Data, ulong Generation)> _folders = [];

    internal string Provider { get; set; } = "tdx_guest";

    internal Func<byte[], byte[]> Quote { get; set; } = _ => [];

    internal byte[]? Auxiliary { get; set; }

    internal Queue<Exception> Failures { get; } = new();

    /// <summary>Writes of somebody else to the same folder, for so many requests.</summary>
    internal int Disturbances { get; set; }

    internal int Folders => _folders.Count;

    internal int Made { get; private set; }

    public bool FileExists(string path) => Path.GetFileName(path) != "auxblob" || Auxiliary is not null;

    public bool FolderExists(string path) => path == "/tsm";

    public byte[] Read(string path, int most)
    {
        string folder = Path.GetDirectoryName(path)!, name = Path.GetFileName(path);
        (byte[] data, ulong generation) = _folders[folder];
        if (name == "outblob" && Failures.TryDequeue(out Exception? failure)) throw failure;
        if (name == "outblob" && Disturbances-- > 0) _folders[folder] = (data, generation + 1);
        return name switch
        {
            "provider" => Encoding.ASCII.GetBytes(Provider + "\n"),
            "generation" => Encoding.ASCII.GetBytes(generation.ToString(CultureInfo.InvariantCulture) + "\n"),
            "outblob" => Quote(data),
            "auxblob" when Auxiliary is not null => Auxiliary,
            _ => throw new FileNotFoundException(path),
        };
    }

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Assert.Equal("inblob", Path.GetFileName(path));
        Assert.Equal(64, bytes.Length);
        string folder = Path.GetDirectoryName(path)!;
        _folders[folder] = (bytes.ToArray(), _folders[folder].Generation + 1);
    }

    public void CreateFolder(string path)
    {
        Assert.Equal("/tsm", Path.GetDirectoryName(path));
        _folders.Add(path, ([], 0));
        Made++;
    }

    public void RemoveFolder(string path) => Assert.True(_folders.Remove(path));
}
