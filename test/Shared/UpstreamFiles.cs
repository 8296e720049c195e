namespace MobileCoin.Testing;

/// <summary>Vector files as upstream ships them, read in place: MC_UPSTREAM names the folder. Unset: the test skips and says so.</summary>
public static class UpstreamFiles
{
    public static string Folder(string family)
    {
        string? root = Environment.GetEnvironmentVariable("MC_UPSTREAM");
        if (string.IsNullOrEmpty(root)) Assert.Skip($"MC_UPSTREAM is not set: upstream's own vector files ({family}) are not here");
        string folder = Path.Combine(root, family);
        Assert.True(Directory.Exists(folder), $"MC_UPSTREAM is set, but {folder} does not exist");
        return folder;
    }
}
