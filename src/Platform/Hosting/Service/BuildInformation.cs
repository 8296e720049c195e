using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using MobileCoin.Wire.BuildInfo;

namespace MobileCoin.Hosting;

/// <summary>What this executable was built from (fact sheets fog §10.3, consensus §4.12).</summary>
public sealed class BuildInformation
{
    /// <summary><see cref="SgxMode"/> of a service whose enclave runs in a trusted execution environment.</summary>
    public const string Hardware = "HW";

    /// <summary><see cref="SgxMode"/> of a service whose enclave is simulated, and of programs without one.</summary>
    public const string Software = "SW";

    private BuildInformation()
    {
        Assembly assembly = typeof(BuildInformation).Assembly;
        string full = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
        int plus = full.IndexOf('+', StringComparison.Ordinal);
        bool debug = assembly.GetCustomAttribute<System.Diagnostics.DebuggableAttribute>()?.IsJITOptimizerDisabled ?? false;
        Version = plus < 0 ? full : full[..plus];
        GitCommit = plus < 0 ? "unknown" : full[(plus + 1)..];
        Message = new BuildInfo
        {
            GitCommit = GitCommit,
            Profile = debug ? "debug" : "release",
            Debug = debug ? "true" : "false",
            OptLevel = debug ? "0" : "3",
            DebugAssertions = debug ? "true" : "false",
            TargetArch = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "x86_64",
                Architecture.Arm64 => "aarch64",
                var other => other.ToString().ToLowerInvariant(),
            },
            TargetFeature = "",
            Rustflags = "",
            SgxMode = Software,
        };
        Json = WriteJson(Message);
    }

    private BuildInformation(BuildInformation from, string sgxMode)
    {
        Version = from.Version;
        GitCommit = from.GitCommit;
        Message = new BuildInfo(from.Message) { SgxMode = sgxMode };
        Json = WriteJson(Message);
    }

    /// <summary>That of this executable. <c>sgx_mode</c> is SW: see <see cref="WithSgxMode"/>.</summary>
    public static BuildInformation Current { get; } = new();

    /// <summary><c>sgx_mode</c>.</summary>
    public string SgxMode => Message.SgxMode;

    /// <summary>The version of the release.</summary>
    public string Version { get; }

    /// <summary>The commit, or <c>unknown</c>.</summary>
    public string GitCommit { get; }

    /// <summary>As the admin and build info services give it. Not to be changed.</summary>
    internal BuildInfo Message { get; }

    /// <summary>As the log's first line and the admin service give it: one object, fields by the message's names.</summary>
    public string Json { get; }

    /// <summary>The same with another <c>sgx_mode</c>, <see cref="Hardware"/> or <see cref="Software"/>.</summary>
    public BuildInformation WithSgxMode(string sgxMode) => sgxMode == SgxMode ? this : new BuildInformation(this, sgxMode);

    private static string WriteJson(BuildInfo info)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (Google.Protobuf.Reflection.FieldDescriptor field in BuildInfo.Descriptor.Fields.InFieldNumberOrder())
            {
                json.WriteString(field.Name, (string)field.Accessor.GetValue(info));
            }
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }
}
