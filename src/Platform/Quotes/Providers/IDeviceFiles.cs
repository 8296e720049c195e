// Files that are doors to a device: their lengths say nothing, and each read and write is an act (fact sheet attestation §3.2, §3.3).
namespace MobileCoin.Quotes;

/// <summary>Access to such files; tests have their own.</summary>
internal interface IDeviceFiles
{
    bool FileExists(string path);

    bool FolderExists(string path);

    /// <summary>What can be read from a fresh opening of the file to its end; more than <paramref name="most"/> bytes are an error.</summary>
    byte[] Read(string path, int most);

    /// <summary>Writes all bytes by one call.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    void CreateFolder(string path);

    void RemoveFolder(string path);
}
