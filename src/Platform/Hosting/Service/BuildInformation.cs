using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using MobileCoin.Wire.BuildInfo;

namespace MobileCoin.Hosting;

/// <summary>What this executable was built from (fact sheets fog §10.3, consensus §4.12).</summary>
public sealed class BuildInformation
{
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
            SgxMode = "SW",
        };
        Json = WriteJson(Message);
    }

    /// <summary>That of this process. <c>sgx_mode</c> is SW: no SGX enclave runs here.</summary>
    public static BuildInformation Current { get; } = new();

    /// <summary>The version of the release.</summary>
    public string Version { get; }

    /// <summary>The commit, or <c>unknown</c>.</summary>
    public string GitCommit { get; }

    /// <summary>As the admin and build info services give it. Not to be changed.</summary>
    internal BuildInfo Message { get; }

    /// <summary>As the log's first line and the admin service give it: one object, fields by the message's names.</summary>
    public string Json { get; }

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
