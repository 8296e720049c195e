namespace MobileCoin.MachineTrace.Test;

/// <summary>Programs of the machine.</summary>
internal static class Tools
{
    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    /// <summary>Says that a program is missing, or null.</summary>
    public static string? Missing(string program) => Find(program) is null ? $"{program} is not installed" : null;
}
