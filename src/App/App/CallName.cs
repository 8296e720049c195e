namespace MobileCoin.App;

/// <summary>The name that the executable was called by: that of a link to it, if it was called so.</summary>
internal static class CallName
{
    private const string CommandLineFile = "/proc/self/cmdline";

    /// <summary>The last part of the first argument as the system has it. The runtime's own is that of the file behind links. Null: the system does not say.</summary>
    internal static string? Read()
    {
        try
        {
            return Of(File.ReadAllText(CommandLineFile));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal static string Of(string commandLine) => Path.GetFileName(commandLine.Split('\0')[0]);
}
