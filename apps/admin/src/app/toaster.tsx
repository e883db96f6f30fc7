import { Toaster } from "sonner";

export function StyledToaster() {
  const dark = document.documentElement.dataset["theme"] === "dark";
  return (
    <Toaster
      position="bottom-center"
      theme={dark ? "dark" : "light"}
      offset={16}
      mobileOffset={{ bottom: 72 }}
      toastOptions={{
        style: {
          background: "var(--raised)",
          color: "var(--ink)",
          border: "1px solid var(--line)",
          boxShadow: "var(--lift)",
          borderRadius: 8,
          fontFamily: "inherit",
          fontSize: 13,
        },
      }}
    />
  );
}
